using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imds.Emulator.Syntax;

/// <summary>What may be written as text or as a JSON object: the members are those of the text.</summary>
internal static class JsonSyntax
{
    public static bool IsObject(string text) => text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal);

    /// <summary>Reads JSON in which each name and each string is text, and no object has two members of one name.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static JsonDocument Parse(string json, JsonDocumentOptions options = default)
    {
        var document = JsonDocument.Parse(json, options);
        try
        {
            Check(document.RootElement);
            return document;
        }
        catch (InvalidOperationException e)
        {
            document.Dispose();
            throw new JsonException("A string is not text: it holds half of a surrogate pair.", e);
        }
        catch (JsonException)
        {
            document.Dispose();
            throw;
        }
    }

    private static void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString(); // the reader looks at it no sooner
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    Check(member.Value);
                    if (!names.Add(member.Name))
                    {
                        throw new JsonException($"The member '{member.Name}' is there twice.");
                    }
                }

                break;
        }
    }

    /// <summary>Names in the order written, and values as text; those of an array are joined by semicolons.</summary>
    public static IReadOnlyList<(string Name, string Value)> Members(string json)
    {
        try
        {
            using var document = Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(member => (member.Name, Text(member)))];
        }
        catch (JsonException e)
        {
            throw new UsageException($" is not valid JSON. {e.Message}");
        }
    }

    private static string Text(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
        JsonValueKind.Array when member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            string.Join(';', member.Value.EnumerateArray().Select(item => item.GetString())),
        var kind => throw new UsageException($": '{member.Name}' must be text, not a JSON {kind.ToString().ToLowerInvariant()}."),
    };

    /// <summary>The same as a document that no longer changes.</summary>
    public static JsonElement ToElement(JsonObject node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}
