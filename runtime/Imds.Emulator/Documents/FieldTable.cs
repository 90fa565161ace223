namespace Imds.Emulator.Documents;

/// <summary>
/// Which field an endpoint's document has at which version, read from Data/fields.txt. The emulator keeps this table
/// for itself, so that it can serve as an oracle for code that was made from another one.
/// </summary>
internal sealed class FieldTable
{
    private readonly Dictionary<string, (string From, string Until)> _fields = new(StringComparer.Ordinal);

    private FieldTable()
    {
    }

    /// <summary>Every field that the table knows, over all endpoints.</summary>
    public static IEnumerable<(string Endpoint, string Path, string From, string? Until)> All =>
        from line in Resource.Text("fields.txt").Split('\n')
        where !line.StartsWith('#')
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where columns.Length >= 3
        select (columns[0], columns[1], columns[2], columns.Length > 3 ? columns[3] : null);

    public static FieldTable For(string endpoint)
    {
        var table = new FieldTable();
        foreach (var (_, path, from, until) in All.Where(field => field.Endpoint == endpoint))
        {
            table._fields.Add(path, (from, until ?? ApiVersions.End));
        }

        return table;
    }

    /// <summary>A field that the table does not know is there at every version, so that a document may bring its own.</summary>
    public bool Has(string path, string version) =>
        !_fields.TryGetValue(path, out var range)
        || (string.CompareOrdinal(version, range.From) >= 0 && string.CompareOrdinal(version, range.Until) < 0);
}
