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

    public static FieldTable For(string endpoint)
    {
        var table = new FieldTable();
        foreach (var line in Resource.Text("fields.txt").Split('\n'))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length >= 3 && columns[0] == endpoint)
            {
                table._fields.Add(columns[1], (columns[2], columns.Length > 3 ? columns[3] : ApiVersions.End));
            }
        }

        return table;
    }

    /// <summary>A field that the table does not know is there at every version, so that a document may bring its own.</summary>
    public bool Has(string path, string version) =>
        !_fields.TryGetValue(path, out var range)
        || (string.CompareOrdinal(version, range.From) >= 0 && string.CompareOrdinal(version, range.Until) < 0);
}
