using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imds.Tool.Output;

/// <summary>
/// Writes JSON as YAML in blocks. A text is quoted as JSON quotes it, which YAML reads, so that none is taken for something else.
/// </summary>
internal static class Yaml
{
    public static void Write(TextWriter writer, JsonNode? node)
    {
        if (IsInline(node))
        {
            writer.WriteLine(Inline(node));
        }
        else
        {
            Block(writer, node, "", "");
        }
    }

    /// <param name="writer">Where to.</param>
    /// <param name="node">An object or list with something in it.</param>
    /// <param name="first">What stands before the first line.</param>
    /// <param name="indent">What stands before the others.</param>
    private static void Block(TextWriter writer, JsonNode? node, string first, string indent)
    {
        foreach (var (name, child) in Json.Children(node))
        {
            var head = node is JsonArray ? "-" : Name(name) + ":";
            if (IsInline(child))
            {
                writer.WriteLine($"{first}{head} {Inline(child)}");
            }
            else if (node is JsonArray)
            {
                Block(writer, child, $"{first}- ", indent + "  ");
            }
            else
            {
                writer.WriteLine(first + head);
                Block(writer, child, indent + "  ", indent + "  ");
            }

            first = indent;
        }
    }

    private static bool IsInline(JsonNode? node) => node is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 });

    private static string Inline(JsonNode? node) => Json.Text(node, indented: false);

    private static string Name(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0])
        && name.ToUpperInvariant() is not ("Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL")
            ? name
            : $"\"{JsonEncodedText.Encode(name)}\"";
}
