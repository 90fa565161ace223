using System.Text.Json;
using System.Text.Json.Nodes;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>Changes JSON in its structure: parts are gone, renamed, moved, doubled, or something of another kind.</summary>
internal static class JsonNodes
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = 1000 };

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "99999999999999999999", "\"\"", "\"text\"", "\"\uE123\"", "[]", "{}",
        "[{}]", "[null]", "[[]]", "[\"x\"]", "{\"\":{}}", "{\"$ref\":\"\"}", "{\"$ref\":\"#\"}", "{\"$ref\":\"#/\"}",
        "{\"$ref\":\"#/definitions\"}", "{\"$ref\":\"#/definitions/\"}", "{\"$ref\":\"#/definitions/Compute\"}",
        "{\"$ref\":\"#/definitions/None\"}", "{\"$ref\":\"#/definitions/Instance/properties/compute\"}", "{\"$ref\":\"other.json\"}",
        "{\"$ref\":\"#/paths/~1instance\"}", "{\"$ref\":\"#/parameters/ApiVersion\"}", "{\"$ref\":\"#/parameters/None\"}",
        "{\"$ref\":\"http://localhost/a#b\"}", "{\"$ref\":1}", "{\"type\":\"array\"}", "{\"type\":\"object\"}",
        "{\"type\":[\"string\",\"null\"]}", "{\"type\":\"string\",\"format\":\"date-time\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}", "{\"type\":\"array\",\"items\":[]}",
        "{\"allOf\":[{\"$ref\":\"#/definitions/Instance\"},{\"$ref\":\"#/definitions/Compute\"}]}", "{\"allOf\":[]}", "{\"allOf\":[{}]}",
        "{\"properties\":{}}", "{\"properties\":{\"a\":{}}}", "{\"additionalProperties\":true}", "{\"enum\":[1,null,\"a\"]}",
        "{\"name\":\"x\",\"in\":\"path\",\"required\":true,\"type\":\"string\"}", "{\"name\":\"x\",\"in\":\"header\",\"type\":\"string\"}",
        "{\"name\":\"x\",\"in\":\"formData\",\"type\":\"file\"}", "{\"name\":\"x\",\"in\":\"body\"}", "{\"in\":\"query\"}", "{\"get\":{}}",
        "{\"get\":{\"responses\":{}}}", "{\"responses\":{\"200\":{}}}", "{\"default\":{\"$ref\":\"#/responses/X\"}}",
    ];

    private static readonly string[] KnownNames =
    [
        "swagger", "paths", "definitions", "parameters", "responses", "get", "post", "put", "200", "default", "schema", "properties",
        "items", "allOf", "additionalProperties", "type", "format", "enum", "required", "in", "name", "description", "summary", "title",
        "$ref", "operationId", "consumes", "produces", "security", "securityDefinitions", "tags", "externalDocs", "discriminator",
        "readOnly", "xml", "example", "default", "minimum", "maximum", "exclusiveMinimum", "maxLength", "pattern", "multipleOf",
        "collectionFormat", "headers", "x-ms-client-name", "x-imds-values", "x-imds-values-name", "x-imds-values-closed", "x-imds-tags",
        "x-imds-deprecated", "x-imds-signs", "x-imds-watch", "x-imds-approve", "list", "value", "incarnation", "events", "id", "status",
        "requests",
    ];

    /// <summary>As text, in which there may be half of a surrogate pair: a node cannot hold one.</summary>
    public static string Write(JsonNode document) =>
        document.ToJsonString(Indented).Replace("\\uE123", "\\uD800", StringComparison.Ordinal);

    public static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null)
            .SelectMany(member => Below(member.Value!).Prepend(member.Value!)),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Below(item!).Prepend(item!)),
        _ => [],
    };

    public static void Change(JsonNode document, Random random)
    {
        var nodes = Below(document).ToList();
        if (nodes.Count == 0)
        {
            return;
        }

        var node = random.Any(nodes);
        if (node.Parent is not JsonObject owner)
        {
            ChangeItem(node, random, nodes);
            return;
        }

        var name = node.GetPropertyName();
        switch (random.Next(11))
        {
            case 0:
                owner.Remove(name);
                break;
            case 1:
                owner[name] = Value(random);
                break;
            case 2: // renamed in place
                var (after, renamed) = (owner.ToList(), NewName(random));
                owner.Clear();
                foreach (var (old, value) in after)
                {
                    owner[old == name ? renamed : old] = value;
                }

                break;
            case 3:
                owner[NewName(random)] = node.DeepClone();
                break;
            case 4:
                owner[random.Any(KnownNames)] = Value(random);
                break;
            case 5:
                owner[random.Any(KnownNames)] = random.Any(nodes).DeepClone();
                break;
            case 6: // the same again, and its name differs by case
                owner[random.Once(2) ? name.ToUpperInvariant() : name.ToLowerInvariant()] = node.DeepClone();
                break;
            case 7: // the other kind of container
                owner[name] = node is JsonArray items
                    ? new JsonObject(items.Select((item, i) => KeyValuePair.Create($"{i}", item?.DeepClone())))
                    : new JsonArray(node.DeepClone());
                break;
            case 8:
                owner[name] = Nested(random);
                break;
            case 9 when node is JsonValue:
                owner[name] = random.Once(2) ? HostileNames.Bad(random) : HostileNames.Type(random);
                break;
            default:
                owner[name] = random.Any(nodes).DeepClone();
                break;
        }
    }

    /// <summary>Without each of its parts, the big ones first.</summary>
    public static IEnumerable<string> Simpler(string json)
    {
        var count = Below(JsonNode.Parse(json)!).Count();
        for (var i = 0; i < count; i++)
        {
            var document = JsonNode.Parse(json)!;
            var node = Below(document).ElementAt(i);
            if (node.Parent is JsonObject owner)
            {
                owner.Remove(node.GetPropertyName());
            }
            else
            {
                node.Parent!.AsArray().Remove(node);
            }

            yield return Write(document);
        }
    }

    private static void ChangeItem(JsonNode node, Random random, List<JsonNode> nodes)
    {
        var (items, at) = (node.Parent!.AsArray(), node.GetElementIndex());
        switch (random.Next(4))
        {
            case 0: items.RemoveAt(at); break;
            case 1: items.Add(node.DeepClone()); break;
            case 2: items[at] = Value(random); break;
            default: items[at] = random.Any(nodes).DeepClone(); break;
        }
    }

    private static string NewName(Random random) => random.Once(3) ? random.Any(KnownNames) : HostileNames.Member(random, 2);

    private static JsonNode? Value(Random random) => JsonNode.Parse(random.Any(Values));

    /// <summary>Something inside of itself.</summary>
    private static JsonNode Nested(Random random)
    {
        var (before, after) = random.Any([("[", "]"), ("{\"a\":", "}"), ("{\"type\":\"array\",\"items\":", "}"),
            ("{\"type\":\"object\",\"properties\":{\"a\":", "}}"), ("{\"allOf\":[", "]}")]);
        var depth = random.Any([2, 5, 10, 15, 20]);
        return JsonNode.Parse(string.Concat(Enumerable.Repeat(before, depth)) + "{\"type\":\"string\"}"
            + string.Concat(Enumerable.Repeat(after, depth)))!;
    }
}
