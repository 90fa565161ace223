using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Inspect.Output;

/// <summary>Tables, trees and lists. No value is read as markup, in which brackets and colons have a meaning.</summary>
internal static class Layout
{
    public static IRenderable Table(IEnumerable<string> columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, Styles.Name)).PadLeft(0).PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell.ToPrintable())));
        }

        return table.Rows.Count > 0 ? new Trimmed(table) : new Text("none");
    }

    public static IRenderable Words(IEnumerable<string> words) => new Text(string.Join(" ", words.Select(Printable.ToPrintable)));

    /// <summary>A JSON value as a tree: <c>name: value</c> for each field, under the names it has in the JSON.</summary>
    public static IRenderable Tree(string root, JsonElement value)
    {
        var tree = new Tree(new Text(root.ToPrintable()));
        Grow(tree, value);
        return tree;
    }

    private static void Grow(IHasTreeNodes parent, JsonElement value)
    {
        foreach (var (name, child) in Children(value))
        {
            var label = new Paragraph().Append(name.ToPrintable(), Styles.Name);
            if (Children(child).Any())
            {
                Grow(parent.AddNode(label), child);
            }
            else
            {
                parent.AddNode(label.Append(": ", Styles.Name).Append(Leaf(child)));
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Value)> Children(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select((item, index) => ($"[{index}]", item)),
        JsonValueKind.Object => value.EnumerateObject().Select(member => (member.Name, member.Value)),
        _ => [],
    };

    private static string Leaf(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length > 0 ? text.ToPrintable() : "\"\"";
    }
}
