using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imds.Emulator.Syntax;

/// <summary>What may be written as text or as a JSON object: the members are those of the text.</summary>
internal static class JsonSyntax
{
    public static bool IsObject(string text) => text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal);

    /// <summary>Names in the order written, and values as text; those of an array are joined by semicolons.</summary>
    public static IReadOnlyList<(string Name, string Value)> Members(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
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
