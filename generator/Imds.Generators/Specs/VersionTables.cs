namespace Imds.Generators.Specs;

/// <summary>What the version tables say. Rows of the project's own replace the package's for the same thing.</summary>
internal sealed class VersionTables
{
    public const string InstanceLine = "instance";

    /// <summary>The api-versions of each line, in order. Scheduled events have a line of their own.</summary>
    public Dictionary<string, SortedSet<ApiVersion>> Lines { get; } = new(StringComparer.Ordinal);

    public RowSet<EndpointRow> Endpoints { get; } = new();

    /// <summary>Keyed by <see cref="FieldKey"/>.</summary>
    public RowSet<TableRow> Fields { get; } = new();

    /// <summary>Keyed by <see cref="FieldKey"/>, with the parameter's name for the path.</summary>
    public RowSet<TableRow> Parameters { get; } = new();

    /// <summary>The api-versions that a project can choose from.</summary>
    public IEnumerable<ApiVersion> ApiVersions => Lines.TryGetValue(InstanceLine, out var line) ? line : [];

    public bool Knows(ApiVersion version) => Lines.Values.Any(line => line.Contains(version));

    public static string FieldKey(string endpoint, string path) => endpoint + ":" + path;
}

/// <summary>Something introduced by one version and perhaps withdrawn by another, as one row says it.</summary>
internal record TableRow(string Key, string Name, VersionRange Range, bool IsOwn, Place Place);

/// <param name="TakesFilters">Whether route filters and <c>format=text</c> work on it.</param>
/// <param name="Line">The line of versions that it follows.</param>
internal sealed record EndpointRow(string Key, VersionRange Range, bool TakesFilters, string Line, bool IsOwn, Place Place)
    : TableRow(Key, Key, Range, IsOwn, Place);

/// <summary>Rows by what they are about, in the order in which they stand.</summary>
internal sealed class RowSet<TRow> where TRow : TableRow
{
    private readonly Dictionary<string, List<TRow>> _rows = new(StringComparer.Ordinal);

    public IEnumerable<TRow> All => _rows.Values.SelectMany(rows => rows);

    public void Add(TRow row)
    {
        if (!_rows.TryGetValue(row.Key, out var rows))
        {
            _rows[row.Key] = rows = [];
        }

        if (row.IsOwn)
        {
            rows.RemoveAll(other => !other.IsOwn);
        }

        if (row.IsOwn || !rows.Exists(other => other.IsOwn))
        {
            rows.Add(row);
        }
    }

    public IReadOnlyList<TRow> this[string key] => _rows.TryGetValue(key, out var rows) ? rows : [];

    /// <summary>When something exists, or null where no row says.</summary>
    public Availability? AvailabilityOf(string key)
    {
        var rows = this[key];
        return rows.Count == 0 ? null : new Availability(rows.Select(row => row.Range).OrderBy(range => range.Introduced).ToEquatable());
    }
}
