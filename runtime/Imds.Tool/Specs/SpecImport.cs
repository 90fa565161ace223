namespace Imds.Tool.Specs;

/// <summary>Holds a Swagger of Microsoft's against the tables: which rows a new version needs, and where the two differ.</summary>
internal sealed class SpecImport
{
    private readonly SpecTables _tables;
    private readonly SwaggerFields _swagger;

    private SpecImport(SpecTables tables, SwaggerFields swagger) => (_tables, _swagger) = (tables, swagger);

    /// <summary>The rows to add, with the table that each goes into.</summary>
    public List<(string Table, string Row)> Additions { get; } = [];

    /// <summary>The rows that say something else, and what.</summary>
    public List<(string Table, string Row, string Difference)> Differences { get; } = [];

    public static SpecImport Of(SpecTables tables, SwaggerFields swagger)
    {
        var import = new SpecImport(tables, swagger);
        import.Compare();
        return import;
    }

    private void Compare()
    {
        var version = _swagger.Version;
        var versions = _tables.Versions;
        var isNewest = versions.All(known => string.CompareOrdinal(known, version) < 0);
        if (!versions.Contains(version))
        {
            Add("api-versions.csv", $"{version},{KnownVersions.Instance}", line =>
                line.EndsWith($",{KnownVersions.Instance}", StringComparison.Ordinal));
        }

        var rows = _tables.Fields.ToLookup(field => (Document: DocumentOf(field.Row), Path: field.Row["path"]));
        foreach (var (document, path) in _swagger.Fields.Distinct())
        {
            CompareField(document, path, [.. rows[(document, path)]]);
        }

        var inSwagger = _swagger.Fields.ToHashSet();
        foreach (var (table, row) in rows.Where(same => _swagger.Documents.Contains(same.Key.Document) && !inSwagger.Contains(same.Key))
            .SelectMany(same => same).ToList())
        {
            if (RangeOf(row).Contains(version))
            {
                // A Swagger leaves things out at times, so a version that others follow withdraws nothing.
                Differ(table, Text(row, row["introduced"], row["withdrawn"]), isNewest ? "not in the Swagger: withdrawn"
                    : "not in the Swagger", isNewest ? Text(row, row["introduced"], version) : null);
            }
        }
    }

    private void CompareField(string document, string path, IReadOnlyList<(string Table, CsvTable.Row Row)> rows)
    {
        var version = _swagger.Version;
        if (rows.Any(row => RangeOf(row.Row).Contains(version)))
        {
            return;
        }

        var (table, later) = rows.FirstOrDefault(row => string.CompareOrdinal(row.Row["introduced"], version) > 0);
        if (table is not null)
        {
            Differ(table, Text(later, later["introduced"], later["withdrawn"]), "in the Swagger already",
                Text(later, version, later["withdrawn"]));
            return;
        }

        // Also of what was there, and is back again.
        var prefix = document == KnownVersions.Instance ? "" : document + ",";
        Add(TableOf(document), $"{prefix}{path},{version},", line =>
            prefix.Length == 0 ? !line.StartsWith("path,", StringComparison.Ordinal) : line.StartsWith(prefix, StringComparison.Ordinal));
    }

    private string TableOf(string document) =>
        _tables.Fields.FirstOrDefault(field => DocumentOf(field.Row) == document).Table
        ?? throw new CommandException(
            ExitCode.Usage,
                $"The Swagger has the endpoint '{document}', which no table has: add it to endpoints.csv and begin a table fields-*.csv "
                    + $"first.");

    private void Add(string table, string row, Func<string, bool> isLike)
    {
        Additions.Add((table, row));
        _tables.Add(table, row, isLike);
    }

    private void Differ(string table, string row, string difference, string? by)
    {
        Differences.Add((table, row, difference));
        if (by is not null)
        {
            _tables.Replace(table, row, by);
        }
    }

    private static string DocumentOf(CsvTable.Row row) => row["endpoint"] is { Length: > 0 } endpoint ? endpoint : KnownVersions.Instance;

    private static VersionRange RangeOf(CsvTable.Row row) => new(row["introduced"], row["withdrawn"]);

    private static string Text(CsvTable.Row row, string introduced, string withdrawn) =>
        (row["endpoint"] is { Length: > 0 } endpoint ? endpoint + "," : "") + $"{row["path"]},{introduced},{withdrawn}";
}
