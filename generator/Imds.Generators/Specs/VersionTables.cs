namespace Imds.Generators.Specs;

/// <summary>What the version tables say. Rows of the project's own replace the package's for the same thing.</summary>
internal sealed class VersionTables
{
    /// <summary>The api-versions of each line, in order.</summary>
    public Dictionary<VersionLine, SortedSet<ApiVersion>> Lines { get; } = [];

    /// <summary>The api-versions that have been seen in use and that no document has.</summary>
    public HashSet<ApiVersion> Observed { get; } = [];

    /// <summary>Fields that have been seen, but not well enough to say how they are spelled or since when they exist.</summary>
    public List<UncertainRow> Uncertain { get; } = [];

    public RowSet<RouteTemplate, EndpointRow> Endpoints { get; } = new();

    /// <summary>How the service behaves at each endpoint, where the tables say it.</summary>
    public Dictionary<RouteTemplate, EndpointPolicy> Policies { get; } = [];

    public RowSet<FieldId, TableRow<FieldId>> Fields { get; } = new();

    public RowSet<ParameterId, TableRow<ParameterId>> Parameters { get; } = new();

    public bool Knows(ApiVersion version) => Lines.Values.Any(line => line.Contains(version));
}

/// <summary>Something introduced by one version and perhaps withdrawn by another, as one row says it.</summary>
/// <param name="Name">What the row is about, as it is written there.</param>
/// <param name="IsObserved">Whether it has been seen in use and no document has it.</param>
internal record TableRow<TKey>(TKey Key, string Name, VersionRange Range, bool IsOwn, Place Place, bool IsObserved = false);

/// <param name="Since">The version at which it was seen; null where nobody said.</param>
/// <param name="Source">Where.</param>
internal sealed record UncertainRow(FieldId Field, ApiVersion? Since, string Source);

/// <param name="TakesFilters">Whether route filters and <c>format=text</c> work on it.</param>
/// <param name="Line">The line of versions that it follows.</param>
internal sealed record EndpointRow(RouteTemplate Key, string Name, VersionRange Range, bool TakesFilters, VersionLine Line, bool IsOwn,
    Place Place)
    : TableRow<RouteTemplate>(Key, Name, Range, IsOwn, Place);

/// <summary>Rows by what they are about, in the order in which they stand.</summary>
internal sealed class RowSet<TKey, TRow> where TKey : notnull where TRow : TableRow<TKey>
{
    private readonly Dictionary<TKey, List<TRow>> _rows = [];

    public IEnumerable<TRow> All => _rows.Values.SelectMany(rows => rows);

    public IEnumerable<TKey> Keys => _rows.Keys;

    public void Add(TRow row)
    {
        if (!_rows.TryGetValue(row.Key, out var rows))
        {
            _rows[row.Key] = rows = [];
        }

        // The rows of one thing are all the project's own, or none of them.
        var areOwn = rows.Count > 0 && rows[0].IsOwn;
        if (row.IsOwn && !areOwn)
        {
            rows.Clear();
        }

        if (row.IsOwn || !areOwn)
        {
            rows.Add(row);
        }
    }

    public IReadOnlyList<TRow> this[TKey key] => _rows.TryGetValue(key, out var rows) ? rows : [];

    /// <summary>When something exists, or null where no row says.</summary>
    public Availability? AvailabilityOf(TKey key)
    {
        var rows = this[key];
        return rows.Count == 0 ? null : Availability.Of(rows.Select(row => row.Range));
    }
}
