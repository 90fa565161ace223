using System.Reflection;

namespace Imds.Tool.Specs;

/// <summary>One of the tables of the specs: commas, a header that names the columns, and lines that begin with # are comments.</summary>
internal static class CsvTable
{
    private const string Prefix = "specs/versions/";

    /// <summary>The names of all tables that the tool brings along.</summary>
    public static IEnumerable<string> Names =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])
                .Order(StringComparer.Ordinal);

    /// <summary>The whole text of a table.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!);
        return reader.ReadToEnd();
    }

    public static IEnumerable<Row> Read(string name) => Parse(Text(name));

    public static IEnumerable<Row> Parse(string text)
    {
        string[]? header = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.TrimEnd('\r').Split(',');
            if (header is null)
            {
                header = cells;
            }
            else
            {
                yield return new Row(header, cells);
            }
        }
    }

    /// <summary>A row; a column that its table lacks reads as empty.</summary>
    internal readonly struct Row(string[] header, string[] cells)
    {
        public string this[string column] =>
            Array.IndexOf(header, column) is >= 0 and var index && index < cells.Length ? cells[index] : "";
    }
}
