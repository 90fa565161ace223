using System.Text.Json.Nodes;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>Makes small Swagger documents: some of parts of ours, some of nothing but chance.</summary>
internal static class SwaggerMaker
{
    private static readonly string[] Endpoints =
        ["/instance", "/scheduledevents", "/identity/oauth2/token", "/identity/info", "/loadbalancer", "/attested/document", "/versions"];

    private static readonly string[] Formats =
    [
        "", "password", "boolean", "int32", "int64", "uuid", "ip", "uri", "date-time", "date-time-rfc1123", "date-time-attested",
        "unixtime", "base64", "tags", "byte", "float", "unknown", "\"",
    ];

    private static readonly string Ours = Repository.Read("specs", "imds.swagger.json");

    public static JsonObject Whole() => JsonNode.Parse(Ours)!.AsObject();

    /// <summary>One or two of our endpoints, with a few members of each definition that they need.</summary>
    public static JsonObject PartOfOurs(Random random)
    {
        var document = Whole();
        Keep(document["paths"]!.AsObject(), random, 2);
        foreach (var definition in document["definitions"]!.AsObject().Select(member => member.Value!.AsObject()))
        {
            if (definition["properties"] is JsonObject properties)
            {
                Keep(properties, random, 4);
            }
        }

        var needed = new HashSet<string>(StringComparer.Ordinal);
        AddNeeded(document["paths"]!);
        var definitions = document["definitions"]!.AsObject();
        foreach (var name in definitions.Select(member => member.Key).Where(name => !needed.Contains(name)).ToList())
        {
            definitions.Remove(name);
        }

        return document;

        void AddNeeded(JsonNode node)
        {
            const string Prefix = "#/definitions/";
            foreach (var reference in JsonNodes.Below(node).OfType<JsonValue>().Select(value => value.ToString()).ToList())
            {
                if (reference.StartsWith(Prefix, StringComparison.Ordinal) && needed.Add(reference[Prefix.Length..])
                    && document["definitions"]![reference[Prefix.Length..]] is { } definition)
                {
                    AddNeeded(definition);
                }
            }
        }
    }

    /// <summary>A document with names that we would not choose, and shapes that ours does not have.</summary>
    public static JsonObject OfChance(Random random)
    {
        var definitions = new JsonObject();
        var names = Enumerable.Range(0, random.Next(1, 6)).Select(_ => HostileNames.Type(random)).Distinct().ToList();
        foreach (var name in names)
        {
            definitions[name] = random.Once(12) ? Schema(random, names, 1) : Object(random, names, 0);
        }

        var paths = new JsonObject();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var path = random.Once(5) ? "/" + HostileNames.Bad(random) : random.Any(Endpoints);
            paths[random.Once(8) ? path + "/" + HostileNames.Member(random) : path] = PathItem(random, names);
        }

        return new JsonObject
        {
            ["swagger"] = "2.0", ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" }, ["paths"] = paths,
            ["parameters"] = new JsonObject { ["ApiVersion"] = Parameter("api-version", isRequired: true) }, ["definitions"] = definitions,
        };
    }

    private static JsonObject PathItem(Random random, List<string> definitions)
    {
        var item = new JsonObject();
        MaybeName(item, random);
        if (!random.Once(8))
        {
            item["get"] = Operation(random, definitions, hasBody: random.Once(20));
        }

        if (random.Once(4))
        {
            item["post"] = Operation(random, definitions, hasBody: !random.Once(4));
        }

        if (item["get"] is JsonObject get && random.Once(6))
        {
            get["x-imds-watch"] = new JsonObject
            {
                ["incarnation"] = HostileNames.Member(random), ["events"] = HostileNames.Member(random),
                ["id"] = HostileNames.Member(random), ["status"] = HostileNames.Member(random),
            };
        }

        if (item["post"] is JsonObject post && random.Once(3))
        {
            post["x-imds-approve"] = new JsonObject { ["requests"] = HostileNames.Member(random), ["id"] = HostileNames.Member(random) };
        }

        return item;
    }

    private static JsonObject Operation(Random random, List<string> definitions, bool hasBody)
    {
        var parameters = new JsonArray();
        if (!random.Once(6))
        {
            parameters.Add(new JsonObject { ["$ref"] = "#/parameters/ApiVersion" });
        }

        for (var i = random.Next(-2, 4); i > 0; i--)
        {
            var parameter = Parameter(HostileNames.Member(random), random.Once(2));
            parameter["type"] = random.Any(["string", "string", "boolean", "integer", "array"]);
            MaybeName(parameter, random);
            if (random.Once(6))
            {
                parameter["enum"] = new JsonArray(random.Any(["true", "json", ""]));
            }

            parameters.Add(parameter);
        }

        if (hasBody)
        {
            parameters.Add(new JsonObject { ["name"] = HostileNames.Member(random), ["in"] = "body",
                ["schema"] = Schema(random, definitions, 1) });
        }

        return new JsonObject
        {
            ["operationId"] = HostileNames.Type(random), ["description"] = Text(random), ["parameters"] = parameters,
            ["responses"] = new JsonObject
            {
                [random.Once(20) ? "201" : "200"] = new JsonObject { ["description"] = Text(random),
                    ["schema"] = Schema(random, definitions, 0) },
            },
        };
    }

    private static JsonObject Parameter(string name, bool isRequired) =>
        new() { ["name"] = name, ["in"] = "query", ["required"] = isRequired, ["type"] = "string", ["description"] = "A parameter." };

    /// <param name="depth">How far inside other schemas it stands.</param>
    private static JsonObject Schema(Random random, List<string> definitions, int depth)
    {
        var schema = random.Next(depth > 3 ? 6 : 10) switch
        {
            0 => Reference(random, definitions),
            1 => new JsonObject { ["type"] = random.Once(80) ? "String" : random.Any(["integer", "number", "boolean", "string"]) },
            2 => new JsonObject { ["type"] = "integer", ["format"] = random.Any(["int32", "int64", "uint8", ""]) },
            3 or 4 => new JsonObject { ["type"] = "string", ["format"] = random.Any(Formats) },
            5 => WithValues(random),
            6 => new JsonObject { ["type"] = "array", ["items"] = Schema(random, definitions, depth + 1) },
            7 => Object(random, definitions, depth + 1),
            8 => random.Once(3) ? new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(random, definitions, depth + 1) }
                : new JsonObject { ["type"] = "string", ["format"] = "tags", ["x-imds-tags"] = Tags(random) },
            _ => Reference(random, definitions),
        };
        if (random.Once(3))
        {
            schema["description"] = Text(random);
        }

        if (random.Once(20))
        {
            schema["x-imds-deprecated"] = Text(random);
        }

        if (random.Once(40))
        {
            schema["x-imds-signs"] = HostileNames.Type(random);
        }

        return schema;
    }

    private static JsonObject Object(Random random, List<string> definitions, int depth)
    {
        var members = new JsonObject();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var member = Schema(random, definitions, depth + 1);
            MaybeName(member, random);
            members[HostileNames.Member(random, 5)] = member;
        }

        var schema = new JsonObject { ["type"] = "object", ["description"] = Text(random), ["properties"] = members };
        if (random.Once(8))
        {
            schema["allOf"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Once(4)
                ? Object(random, definitions, depth + 2) : Reference(random, definitions))]);
        }

        return schema;
    }

    private static JsonObject WithValues(Random random)
    {
        var schema = new JsonObject
        {
            ["type"] = "string",
            ["x-imds-values"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            {
                var value = new JsonObject { ["value"] = HostileNames.Member(random), ["description"] = Text(random) };
                if (random.Once(2))
                {
                    value["name"] = HostileNames.Type(random);
                }

                return value;
            })]),
        };
        if (random.Once(3))
        {
            schema["x-imds-values-name"] = HostileNames.Type(random);
        }

        if (random.Once(4))
        {
            schema["x-imds-values-closed"] = true;
        }

        return schema;
    }

    private static JsonObject Tags(Random random) =>
        new() { ["list"] = HostileNames.Member(random), ["name"] = HostileNames.Member(random), ["value"] = HostileNames.Member(random) };

    private static JsonObject Reference(Random random, List<string> definitions) => new()
    {
        ["$ref"] = "#/definitions/" + (random.Once(30) ? HostileNames.Type(random)
            : random.Any(definitions).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)),
    };

    private static void MaybeName(JsonObject owner, Random random)
    {
        if (random.Once(10))
        {
            owner["x-ms-client-name"] = HostileNames.Type(random);
        }
    }

    private static string Text(Random random) => random.Once(6) ? HostileNames.Bad(random) : "What it is.";

    private static void Keep(JsonObject owner, Random random, int most)
    {
        var kept = random.Few([.. owner.Select(member => member.Key)], most).ToHashSet();
        foreach (var name in owner.Select(member => member.Key).Where(name => !kept.Contains(name)).ToList())
        {
            owner.Remove(name);
        }
    }
}
