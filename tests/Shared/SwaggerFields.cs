using System.Text.Json;

namespace Imds.Testing;

/// <summary>
/// The field paths of a definition of a Swagger document, by an expansion of its own that the code under test is held against.
/// </summary>
public static class SwaggerFields
{
    public static SortedSet<string> Of(string file, string definition = "Instance")
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var definitions = document.RootElement.GetProperty("definitions");
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Expand(definitions.GetProperty(definition), "");
        return paths;

        void Expand(JsonElement schema, string prefix)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = definitions.GetProperty(reference.GetString()!.Split('/')[^1]);
            }

            if (schema.TryGetProperty("items", out var items))
            {
                Expand(items, prefix + "[]");
            }

            if (!schema.TryGetProperty("properties", out var properties))
            {
                return;
            }

            foreach (var property in properties.EnumerateObject())
            {
                var path = prefix.Length == 0 ? property.Name : prefix + "." + property.Name;
                paths.Add(path);
                Expand(property.Value, path);
            }
        }
    }
}
