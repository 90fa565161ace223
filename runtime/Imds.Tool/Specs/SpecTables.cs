using Imds.Tool.Service;

namespace Imds.Tool.Specs;

/// <summary>The texts of the tables: those that the tool brings along, or those of a folder.</summary>
internal sealed class SpecTables
{
    private readonly Dictionary<string, string> _before;
    private readonly Dictionary<string, List<string>> _lines;

    private SpecTables(IEnumerable<(string Name, string Text)> tables)
    {
        _before = tables.ToDictionary(table => table.Name, table => table.Text, StringComparer.Ordinal);
        _lines = _before.ToDictionary(table => table.Key, table => table.Value.Split('\n').ToList(), StringComparer.Ordinal);
    }

    public static SpecTables Own() => new(CsvTable.Names.Select(name => (name, CsvTable.Text(name))));

    /// <summary>Those of a checkout.</summary>
    /// <exception cref="CommandException">It has none.</exception>
    public static SpecTables In(string folder)
    {
        try
        {
            var tables = new SpecTables(Directory.GetFiles(Files.Named(folder), "*.csv")
                .Select(file => (Path.GetFileName(file), File.ReadAllText(file).ReplaceLineEndings("\n"))));
            return tables._lines.ContainsKey("api-versions.csv")
                ? tables
                : throw new CommandException(
                    ExitCode.Usage, $"'{folder}' has no api-versions.csv: name the folder specs/versions of a checkout.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"'{folder}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The rows about fields, and which table each is in.</summary>
    public IEnumerable<(string Table, CsvTable.Row Row)> Fields =>
        from table in _lines
        where table.Key.StartsWith("fields-", StringComparison.Ordinal)
        orderby table.Key
        from row in CsvTable.Parse(string.Join('\n', table.Value))
        select (table.Key, row);

    /// <summary>All api-versions of the instance document.</summary>
    public IReadOnlyList<string> Versions =>
        [.. CsvTable.Parse(string.Join('\n', _lines["api-versions.csv"])).Where(row => row["line"] == KnownVersions.Instance)
            .Select(row => row["version"])];

    /// <summary>Adds a row: in its place where the rows that begin like it are sorted, or else behind the last of them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row.</param>
    /// <param name="isLike">Whether a line is one of the rows that it belongs to.</param>
    public void Add(string table, string row, Func<string, bool> isLike)
    {
        var lines = _lines[table];
        var like = Enumerable.Range(0, lines.Count).Where(i => lines[i].Length > 0 && lines[i][0] != '#' && isLike(lines[i])).ToList();
        var isSorted = like.Zip(like.Skip(1)).All(pair => string.CompareOrdinal(Key(lines[pair.First]), Key(lines[pair.Second])) <= 0);
        var before = isSorted ? like.Where(i => string.CompareOrdinal(Key(lines[i]), Key(row)) > 0).Select(i => (int?)i).FirstOrDefault()
            : null;
        lines.Insert(before ?? (like.Count > 0 ? like[^1] + 1 : lines.Count - 1), row);
    }

    /// <summary>Puts a row in the place of another.</summary>
    public void Replace(string table, string row, string by) => _lines[table][_lines[table].IndexOf(row)] = by;

    /// <summary>What has been changed, as a patch for a checkout; empty for nothing.</summary>
    public string Patch() => string.Concat(
        from table in _lines
        let after = string.Join('\n', table.Value)
        where after != _before[table.Key]
        orderby table.Key
        select DiffPlex.Renderer.UnidiffRenderer
            .GenerateUnidiff(_before[table.Key], after, $"a/specs/versions/{table.Key}", $"b/specs/versions/{table.Key}"));

    /// <summary>What a row is about: all but its versions. A version's own row is about the version.</summary>
    private static string Key(string row) => row.Split(',') is { Length: > 2 } cells ? string.Join(',', cells[..^2]) : row;
}
