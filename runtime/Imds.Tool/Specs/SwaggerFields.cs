using System.Text.Json;

namespace Imds.Tool.Specs;

/// <summary>The fields that a Swagger document of Microsoft's has, endpoint by endpoint, at its one version.</summary>
/// <param name="Version">The api-version that the document is of.</param>
/// <param name="Fields">Which document of the service has the field, and its path.</param>
/// <param name="Documents">The documents of the service that the Swagger knows: of others, it says nothing.</param>
internal sealed record SwaggerFields(string Version, IReadOnlyList<(string Document, string Path)> Fields, IReadOnlySet<string> Documents)
{
    private const int MaxDepth = 32;
    private const string Definitions = "#/definitions/";

    /// <exception cref="CommandException">It is no such document.</exception>
    public static SwaggerFields Read(string file, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return new Reader(file, document.RootElement).Read();
        }
        catch (JsonException e)
        {
            throw Refused($"is no JSON, at line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}", e);
        }
        catch (InvalidOperationException e)
        {
            throw Refused("has half of a surrogate pair in a text", e);
        }

        CommandException Refused(string why, Exception e) =>
            new(ExitCode.Usage, $"{file} {why}: is it the imds.json of azure-rest-api-specs?", e);
    }

    private sealed class Reader(string file, JsonElement root)
    {
        private readonly List<(string Document, string Path)> _fields = [];

        public SwaggerFields Read()
        {
            var version = Text(Member(root, "info"), "version");
            if (Text(root, "swagger") != "2.0" || !DateOnly.TryParseExact(
                version, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _))
            {
                throw Wrong("it is no Swagger 2.0 document of the service: 'swagger' must be 2.0, and 'info.version' a date");
            }

            var documents = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in Members(Member(root, "paths")))
            {
                var schema = Member(Member(Member(Member(path.Value, "get"), "responses"), "200"), "schema");
                if (schema.ValueKind == JsonValueKind.Object)
                {
                    documents.Add(path.Name.Trim('/'));
                    Expand(path.Name.Trim('/'), schema, "", 0);
                }
            }

            return documents.Count > 0 ? new SwaggerFields(version, _fields, documents)
                : throw Wrong("none of its 'paths' has a GET with a document");
        }

        private void Expand(string document, JsonElement schema, string path, int depth)
        {
            if (depth > MaxDepth)
            {
                throw Wrong($"the definition of {document}: {path} contains itself");
            }

            if (Text(schema, "$ref") is { Length: > 0 } reference)
            {
                var target = reference.StartsWith(Definitions, StringComparison.Ordinal)
                    ? Member(Member(root, "definitions"), reference[Definitions.Length..]) : default;
                schema = target.ValueKind == JsonValueKind.Object ? target : throw Wrong($"'{reference}' leads to no definition");
            }

            if (Member(schema, "items") is { ValueKind: JsonValueKind.Object } items)
            {
                Expand(document, items, path + "[]", depth + 1);
            }

            foreach (
                var part in Member(schema, "allOf") is { ValueKind: JsonValueKind.Array } parts ? parts.EnumerateArray().ToArray() : [])
            {
                Expand(document, part, path, depth + 1);
            }

            foreach (var property in Members(Member(schema, "properties")))
            {
                var field = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                _fields.Add((document, field));
                Expand(document, property.Value, field, depth + 1);
            }
        }

        private CommandException Wrong(string why) => new(ExitCode.Usage, $"{file} cannot be imported: {why}.");

        private static JsonElement Member(JsonElement parent, string name) =>
            parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

        private static string Text(JsonElement parent, string name) =>
            Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

        private static IEnumerable<JsonProperty> Members(JsonElement parent) =>
            parent.ValueKind == JsonValueKind.Object ? parent.EnumerateObject() : [];
    }
}
