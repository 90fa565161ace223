using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imds.Tool.Output;

/// <summary>What JSON holds, in other words.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is none, or holds a string that is no text.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Node(document.RootElement.Clone());
    }

    /// <summary>A node of one's own, of which a member that stands twice is the last.</summary>
    /// <exception cref="JsonException">A string is no text.</exception>
    public static JsonNode? Node(JsonElement element)
    {
        try
        {
            return Copy(element);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A string is not text: it holds half of a surrogate pair, or bytes that are not UTF-8.", e);
        }
    }

    public static bool IsLeaf(JsonNode? node) => node is null or JsonValue;

    /// <summary>A single value without quotes; null is empty.</summary>
    public static string Leaf(JsonNode? node) =>
        node is null ? "" : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : Text(node, indented: false);

    /// <summary>The text of a member of an object; empty where there is none.</summary>
    public static string Member(JsonNode? node, params string[] path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return IsLeaf(node) ? Leaf(node) : "";
    }

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Copy(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            default:
                return JsonValue.Create(element);
        }
    }

    /// <summary>The items of a member; none where it is no list.</summary>
    public static IEnumerable<JsonNode?> Items(JsonNode? node, params string[] path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node as JsonArray ?? [];
    }

    public static string Text(JsonNode? node, bool indented)
    {
        if (node is null)
        {
            return "null";
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, indented ? Indented : OneLine))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The single values below a node, with their routes; what is empty is a value, too.</summary>
    public static IEnumerable<(string Route, string Value)> Leaves(JsonNode? node, string route)
    {
        var children = Children(node).ToList();
        return children.Count == 0
            ? [(route, IsLeaf(node) ? Leaf(node) : "")]
            : children.SelectMany(child => Leaves(child.Node, route.Length == 0 ? child.Name : $"{route}/{child.Name}"));
    }

    public static IEnumerable<(string Name, JsonNode? Node)> Children(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => (member.Key, member.Value)),
        JsonArray items => items.Select((item, index) => ($"{index}", item)),
        _ => [],
    };

    /// <summary>Whether it is a list of objects without further ones in them, and so a table.</summary>
    public static bool IsTable(JsonNode? node) =>
        node is JsonArray { Count: > 0 } items
            && items.All(item => item is JsonObject { Count: > 0 } members && members.All(member => IsLeaf(member.Value)));

    /// <summary>The names of all members of the objects in a list.</summary>
    public static List<string> Columns(JsonNode? node) =>
        [.. ((JsonArray)node!).SelectMany(item => ((JsonObject)item!).Select(member => member.Key)).Distinct()];
}
