using System.Text.Json;

namespace Imds.EndToEnd.Tests;

/// <summary>The leaves of a document, each as its path and its text.</summary>
internal static class Json
{
    /// <summary>The same whether a value is written as a string or as what it stands for, and without values that say nothing.</summary>
    public static IReadOnlyList<string> Leaves(string document)
    {
        using var json = JsonDocument.Parse(document);
        return [.. Leaves(json.RootElement, "$").Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Leaves(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Leaves(item, $"{path}[{index}]")),
        _ => element.ToString() is { Length: > 0 } text ? [$"{path} = {text}"] : [],
    };
}
