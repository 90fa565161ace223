using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Specs;

/// <summary>
/// Reads version tables: comma separated, <c>#</c> begins a comment line, and the header says which table it is.
/// A bad row is reported and left out; the rows around it count.
/// </summary>
internal sealed class VersionTableReader(VersionTables tables, List<Problem> problems)
{
    private const string Documented = "documented";
    private const string Observed = "observed";
    private const string Uncertain = "uncertain";

    /// <summary>All tables together. The api-versions come first: every other row is checked against them.</summary>
    public static VersionTables Read(IEnumerable<SpecFile> files, List<Problem> problems)
    {
        var tables = new VersionTables();
        var reader = new VersionTableReader(tables, problems);
        var parsed = files.Select(file => new Table(file, problems)).Where(table => table.Kind != TableKind.Unknown).ToList();
        foreach (var table in parsed.OrderBy(table => table.Kind))
        {
            reader.Read(table);
        }

        return tables;
    }

    private void Read(Table table)
    {
        foreach (var row in table.Rows)
        {
            if (row.Problem is not null)
            {
                problems.Add(Problem.At(Rules.BadTableRow, row.Place, row.Problem));
            }
            else if (table.Kind == TableKind.Versions)
            {
                ReadVersion(row);
            }
            else
            {
                ReadRange(table.Kind, row);
            }
        }
    }

    private void ReadVersion(Row row)
    {
        if (!ApiVersion.TryParse(row["version"], out var version))
        {
            Report(row, "version", NotADate(row["version"]));
        }
        else if (row["status"] is not ("" or Documented or Observed))
        {
            Report(row, "status", $"'status' is '{row["status"]}': write {Documented} or {Observed}");
        }
        else if (row["line"].Length == 0)
        {
            Report(row, "line", "'line' is empty: write 'instance' or 'scheduledevents'");
        }
        else
        {
            var line = new VersionLine(row["line"]);
            if (!tables.Lines.TryGetValue(line, out var versions))
            {
                tables.Lines[line] = versions = [];
            }

            versions.Add(version);
            if (row["status"] == Observed)
            {
                tables.Observed.Add(version);
            }
        }
    }

    private void ReadRange(TableKind kind, Row row)
    {
        if (!TryReadVersion(row, "introduced", default, out var introduced))
        {
            return;
        }

        if (!TryReadVersion(row, "withdrawn", ApiVersion.Never, out var withdrawn))
        {
            return;
        }

        var range = new VersionRange(introduced, withdrawn);
        if (range.IsEmpty)
        {
            Report(row, "withdrawn", $"it is withdrawn at {withdrawn}, which is not after it was introduced at {introduced}");
            return;
        }

        var subject = kind switch { TableKind.Fields => "path", TableKind.Parameters => "parameter", _ => "endpoint" };
        var name = row[subject];
        if (name.Length == 0)
        {
            Report(row, subject, $"'{subject}' is empty");
            return;
        }

        var document = row.Has("endpoint") ? DocumentId.Parse(row["endpoint"]) : DocumentId.Instance;
        if (row["status"] is not ("" or Documented or Observed or Uncertain))
        {
            Report(row, "status", $"'status' is '{row["status"]}': write {Documented}, {Observed} or {Uncertain}");
        }
        else if (kind == TableKind.Fields && row["status"] == Uncertain)
        {
            tables.Uncertain.Add(new UncertainRow(
                new FieldId(document, FieldPath.Parse(name)), introduced == default ? null : introduced, row["source"]));
        }
        else if (kind == TableKind.Fields)
        {
            var id = new FieldId(document, FieldPath.Parse(name));
            tables.Fields.Add(new TableRow<FieldId>(id, name, range, row.IsOwn, row.PlaceOf(subject), row["status"] == Observed));
        }
        else if (kind == TableKind.Parameters)
        {
            tables.Parameters.Add(
                new TableRow<ParameterId>(new ParameterId(document.Endpoint, name), name, range, row.IsOwn, row.PlaceOf(subject)));
        }
        else if (row["filters"] is not ("true" or "false" or ""))
        {
            Report(row, "filters", $"'filters' is '{row["filters"]}': write true or false");
        }
        else
        {
            var line = row["line"] is { Length: > 0 } written ? new VersionLine(written) : VersionLine.Instance;
            tables.Endpoints.Add(
                new EndpointRow(document.Endpoint, name, range, row["filters"] == "true", line, row.IsOwn, row.PlaceOf(subject)));
            if (row.Has("limits") && TryReadPolicy(row, out var policy))
            {
                tables.Policies[document.Endpoint] = policy;
            }
        }
    }

    private bool TryReadPolicy(Row row, out EndpointPolicy policy)
    {
        policy = EndpointPolicy.Usual;
        if (!Is(row, "limits", "identity", out var isIdentity) || !Is(row, "speed", "slow", out var isSlow)
            || !Is(row, "content", "optional", out var mayBeEmpty))
        {
            return false;
        }

        var passing = new List<int>();
        foreach (var text in Words(row["passing"]))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 400 or > 499)
            {
                return Report(row, "passing", $"'{text}' is not a status from 400 to 499");
            }

            passing.Add(status);
        }

        var kept = row["kept"];
        policy = new EndpointPolicy(
            isIdentity, kept == "true", kept is "true" or "" ? "" : kept, row["bypass"], row["complete"],
            Words(row["exclusive"]).ToEquatable(),
            isSlow, passing.ToEquatable(), Words(row["members"]).ToEquatable(), mayBeEmpty, row["notfound"]);
        return true;
    }

    private bool Is(Row row, string column, string word, out bool value)
    {
        value = row[column] == word;
        return value || row[column].Length == 0 || Report(row, column, $"'{column}' is '{row[column]}': write {word}, or nothing");
    }

    private static string[] Words(string cell) => cell.Split([' '], StringSplitOptions.RemoveEmptyEntries);

    private bool TryReadVersion(Row row, string column, ApiVersion whenEmpty, out ApiVersion version)
    {
        version = whenEmpty;
        var text = row[column];
        if (text.Length == 0)
        {
            return true;
        }

        if (!ApiVersion.TryParse(text, out version))
        {
            return Report(row, column, NotADate(text));
        }

        if (!tables.Knows(version))
        {
            return Report(row, column, $"the tables of api-versions do not have {text}");
        }

        return true;
    }

    private bool Report(Row row, string column, string problem)
    {
        problems.Add(Problem.At(Rules.BadTableRow, row.PlaceOf(column), problem));
        return false;
    }

    private static string NotADate(string text) => $"'{text}' is not a valid date: write a version like 2021-02-01";

    private enum TableKind { Versions, Endpoints, Fields, Parameters, Unknown }

    private sealed class Table
    {
        public Table(SpecFile file, List<Problem> problems)
        {
            // A byte order mark is a blank, wherever files with one were joined.
            var text = SourceText.From(file.Text.Replace('\uFEFF', ' '));
            Row? header = null;
            foreach (var line in text.Lines)
            {
                var content = line.ToString();
                if (content.Trim() is "" || content.TrimStart()[0] == '#')
                {
                    continue;
                }

                var row = new Row(file, text, line, content, header);
                if (header is not null)
                {
                    Rows.Add(row);
                }
                else
                {
                    header = row;
                }
            }

            Kind = header is null ? TableKind.Unknown : KindOf(header);
            if (Kind != TableKind.Unknown)
            {
                return;
            }

            problems.Add(Problem.At(Rules.BadTableRow, header?.Place ?? Place.In(file.Path, text, default),
                "the header names no known table; known are 'version,line', 'endpoint,path,introduced,withdrawn', " +
                "'endpoint,introduced,withdrawn,filters,line' (with or without the columns of a policy) and "
                + "'endpoint,parameter,introduced,withdrawn'"));
        }

        public TableKind Kind { get; }

        public List<Row> Rows { get; } = [];

        private static TableKind KindOf(Row header) =>
            header.Cells.Contains("version") && header.Cells.Contains("line") ? TableKind.Versions
            : !header.Cells.Contains("introduced") ? TableKind.Unknown
            : header.Cells.Contains("path") ? TableKind.Fields
            : header.Cells.Contains("parameter") ? TableKind.Parameters
            : header.Cells.Contains("endpoint") ? TableKind.Endpoints
            : TableKind.Unknown;
    }

    private sealed class Row(SpecFile file, SourceText text, TextLine line, string content, Row? header)
    {
        public string[] Cells { get; } = [.. content.Split(',').Select(cell => cell.Trim())];

        public bool IsOwn => file.IsOwn;

        public Place Place => Place.In(file.Path, text, line.Span);

        public string? Problem => header is null || Cells.Length == header.Cells.Length ? null
            : $"it has {Cells.Length} columns where the header has {header.Cells.Length} ({string.Join(",", header.Cells)})";

        public string this[string column] => Has(column) ? Cells[IndexOf(column)] : "";

        public bool Has(string column) => IndexOf(column) >= 0;

        /// <summary>The place of one cell, for the caret to stand where the fault is.</summary>
        public Place PlaceOf(string column)
        {
            var start = line.Start;
            foreach (var cell in content.Split(',').Take(Math.Max(IndexOf(column), 0)))
            {
                start += cell.Length + 1;
            }

            var value = content.Substring(start - line.Start).Split(',')[0];
            var leading = value.Length - value.TrimStart().Length;
            return Place.In(file.Path, text, new TextSpan(start + leading, value.Trim().Length));
        }

        private int IndexOf(string column) => Array.IndexOf(header?.Cells ?? [], column);
    }
}
