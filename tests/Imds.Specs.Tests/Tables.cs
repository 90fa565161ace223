namespace Imds.Specs.Tests;

/// <summary>The version tables, read on their own.</summary>
internal static class Tables
{
    private static readonly IReadOnlyList<Table> s_all =
        [.. Directory.GetFiles(Repository.PathOf("specs", "versions"), "*.csv").Order(StringComparer.Ordinal).Select(Table.Read)];

    public static IReadOnlyList<Table> All => s_all;

    public static IReadOnlyList<Row> Versions { get; } = RowsOf("version,line");

    public static IReadOnlyList<Row> Endpoints { get; } = RowsOf(
        "endpoint,introduced,withdrawn,filters,line,limits,kept,bypass,complete,exclusive,speed,passing,members,content,notfound");

    public static IReadOnlyList<Row> Parameters { get; } = RowsOf("endpoint,parameter,introduced,withdrawn");

    /// <summary>Versions and fields that have been seen in use and that no document has.</summary>
    public static IReadOnlyList<Row> ObservedVersions { get; } = RowsOf("version,line,status,source");

    public static IReadOnlyList<Row> ObservedFields { get; } = RowsOf("path,introduced,withdrawn,status,source");

    public static IReadOnlyList<Row> Fields { get; } =
    [
        .. RowsOf("endpoint,path,introduced,withdrawn"), .. RowsOf("path,introduced,withdrawn"),
        .. ObservedFields.Where(row => row["status"] == "observed"),
    ];

    public static IEnumerable<string> Line(string name) => Versions.Where(row => row["line"] == name).Select(row => row["version"]);

    public static IEnumerable<Row> FieldsOf(string endpoint) => Fields.Where(row => row.Endpoint == endpoint);

    public static IEnumerable<string> FieldsOf(string endpoint, string version) =>
        FieldsOf(endpoint).Where(row => row.Has(version)).Select(row => row["path"]);

    /// <summary>The rows about the endpoint that a root such as <c>attested/document#AttestedDocument</c> belongs to.</summary>
    public static Row EndpointOf(string root) => Endpoints.Single(row => row.Endpoint == root.Split('#')[0]);

    private static IReadOnlyList<Row> RowsOf(string header) =>
        [.. s_all.Where(table => table.Header == header).SelectMany(table => table.Rows)];
}

internal sealed record Table(string Name, string Comment, string Header, IReadOnlyList<Row> Rows)
{
    public static Table Read(string path)
    {
        var name = Path.GetFileName(path);
        var lines = File.ReadAllLines(path);
        var content = lines.Where(line => line.Length > 0 && line[0] != '#').ToArray();
        var columns = content[0].Split(',');
        return new Table(name, lines[0], content[0], [.. content.Skip(1).Select(line => new Row(name, columns, line.Split(',')))]);
    }
}

/// <summary>A row of a table; an empty <c>introduced</c> means always, an empty <c>withdrawn</c> never.</summary>
internal sealed record Row(string Table, string[] Columns, string[] Cells)
{
    public string this[string column] => Cells[Array.IndexOf(Columns, column)];

    public string Endpoint => Columns.Contains("endpoint") ? this["endpoint"] : "instance";

    public string Introduced => this["introduced"];

    /// <summary>The first version without it, or something that sorts after every version.</summary>
    public string Withdrawn => this["withdrawn"] is { Length: > 0 } version ? version : "never";

    public bool Has(string version) =>
        string.CompareOrdinal(Introduced, version) <= 0 && string.CompareOrdinal(version, Withdrawn) < 0;

    public bool Covers(Row other) =>
        string.CompareOrdinal(Introduced, other.Introduced) <= 0 && string.CompareOrdinal(other.Withdrawn, Withdrawn) <= 0;

    public override string ToString() => $"{Table}: {string.Join(',', Cells)}";
}
