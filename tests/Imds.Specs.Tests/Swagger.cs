using System.Text.Json.Nodes;

namespace Imds.Specs.Tests;

/// <summary>
/// A Swagger 2.0 document, read with nothing but a JSON parser so that no bug of the generator's reader can hide one of the specs.
/// </summary>
internal sealed class Swagger(JsonObject document)
{
    public static Swagger Ours { get; } = Load(Repository.PathOf("specs", "imds.swagger.json"));

    public JsonObject Document => document;

    public string Version => Text(document["info"]!["version"]);

    public JsonObject Definitions => document["definitions"]!.AsObject();

    public IEnumerable<Operation> Operations =>
        from path in document["paths"]!.AsObject()
        from member in path.Value!.AsObject()
        where member.Key is "get" or "post" or "put" or "delete" or "head" or "patch" or "options"
        select new Operation(path.Key.TrimStart('/'), member.Key, member.Value!.AsObject());

    public static Swagger Load(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    /// <summary>An operation's parameters, those that it refers to included.</summary>
    public IEnumerable<JsonObject> Parameters(Operation operation) =>
        (operation.Json["parameters"]?.AsArray() ?? []).Select(parameter => Resolve(parameter!.AsObject()));

    public IEnumerable<string> QueryParameters(Operation operation) =>
        from parameter in Parameters(operation)
        where Text(parameter["in"]) == "query" && Text(parameter["name"]) != "api-version"
        select Text(parameter["name"]);

    public JsonObject? SuccessSchema(Operation operation) => operation.Json["responses"]!["200"]!["schema"]?.AsObject();

    public JsonObject? BodySchema(Operation operation) =>
        Parameters(operation).FirstOrDefault(parameter => Text(parameter["in"]) == "body")?["schema"]!.AsObject();

    /// <summary>The field paths from a schema down to its leaves, containers included.</summary>
    public IEnumerable<string> FieldPaths(JsonObject schema, string prefix = "")
    {
        schema = Resolve(schema);
        if (schema["items"] is JsonObject items)
        {
            foreach (var path in FieldPaths(items, prefix + "[]"))
            {
                yield return path;
            }
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            var path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            yield return path;
            foreach (var below in FieldPaths(property!.AsObject(), path))
            {
                yield return below;
            }
        }
    }

    public IEnumerable<string> FieldPaths(string definition) => FieldPaths(Definitions[definition]!.AsObject());

    /// <summary>Every description in the document with the JSON path to it.</summary>
    public IEnumerable<(string Place, string Text)> Descriptions() => Descriptions(document);

    public static string? ReferenceOf(JsonNode? schema) => schema?["$ref"] is { } reference ? Text(reference).Split('/')[^1] : null;

    public static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private static IEnumerable<(string Place, string Text)> Descriptions(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => member is { Key: "description", Value: JsonValue value }
            ? [(value.GetPath(), value.GetValue<string>())]
            : Descriptions(member.Value)),
        JsonArray a => a.SelectMany(Descriptions),
        _ => [],
    };

    private JsonObject Resolve(JsonObject node)
    {
        while (node["$ref"] is { } reference)
        {
            JsonNode? target = document;
            foreach (var part in Text(reference).Split('/').Skip(1))
            {
                target = target?[part];
            }

            node = target?.AsObject() ?? throw new InvalidDataException($"{node.GetPath()} refers to {reference}, which does not exist.");
        }

        return node;
    }
}

internal sealed record Operation(string Endpoint, string Method, JsonObject Json)
{
    public override string ToString() => $"{Method.ToUpperInvariant()} /{Endpoint}";
}
