using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Service;

namespace Imds.Tool.Output;

internal enum Format
{
    Table,
    Tsv,
    Json,
    Yaml,
}

/// <summary>How a command shows what it found.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description =
            "table, json, yaml, or tsv, which is one record a line with tabs. The default is table on a terminal, and tsv elsewhere.",
        HelpName = "FORMAT",
    };

    private readonly Option<string?> _query = new("--query", "-q")
    {
        Description = "Show what lies at this route of the result alone, such as compute/tagsList/0/value; * is every element.",
        HelpName = "ROUTE",
    };

    private OutputOptions() => _output.AcceptOnlyFromAmong("table", "json", "yaml", "tsv");

    public static OutputOptions AddTo(Command command)
    {
        var options = new OutputOptions();
        command.Options.Add(options._output);
        command.Options.Add(options._query);
        return options;
    }

    /// <summary>The format that was asked for; null where none was.</summary>
    public Format? Asked(ParseResult parsed) => parsed.GetValue(_output) switch
    {
        "table" => Format.Table,
        "json" => Format.Json,
        "yaml" => Format.Yaml,
        "tsv" => Format.Tsv,
        _ => null,
    };

    public Format Of(ParseResult parsed, Host host) => Asked(parsed) ?? (host.Terminal.IsTerminal ? Format.Table : Format.Tsv);

    public bool HasQuery(ParseResult parsed) => parsed.GetValue(_query) is not null;

    /// <summary>Writes a result in the format that was asked for.</summary>
    /// <exception cref="CommandException">The query leads nowhere.</exception>
    public void Write(ParseResult parsed, Host host, Result result)
    {
        if (parsed.GetValue(_query) is { } query)
        {
            result = new Result(Query(result.Data, query));
        }

        var (data, output) = (result.Data, host.Out);
        switch (Of(parsed, host))
        {
            case Format.Json:
                output.WriteLine(Json.Text(data, indented: true));
                break;
            case Format.Yaml:
                Yaml.Write(output, data);
                break;
            case Format.Tsv:
                foreach (var record in result.Records ?? Records(data, result.Route))
                {
                    output.WriteLine(string.Join('\t', record.Select(Printable.ToPrintable)));
                }

                break;
            default:
                new TerminalOutput(output, host.Terminal).Write(result.Views ?? [ViewOf(result.Route, data)]);
                break;
        }
    }

    /// <summary>Writes one of the results that come by and by: each is a line, or in YAML a document.</summary>
    /// <param name="parsed">What was asked for.</param>
    /// <param name="host">Where to.</param>
    /// <param name="data">The result.</param>
    /// <param name="line">The result for people, and for scripts that take lines.</param>
    /// <exception cref="CommandException">The query leads nowhere.</exception>
    public void WriteNext(ParseResult parsed, Host host, JsonNode data, string line)
    {
        var asked = parsed.GetValue(_query) is { } query ? Query(data, query) : data;
        switch (Asked(parsed))
        {
            case Format.Json:
                host.Out.WriteLine(Json.Text(asked, indented: false));
                break;
            case Format.Yaml:
                host.Out.WriteLine("---");
                Yaml.Write(host.Out, asked);
                break;
            default:
                host.Out.WriteLine(HasQuery(parsed)
                    ? string.Join('\t', Records(asked, "").Select(record => record[^1].ToPrintable())) : line);
                break;
        }

        host.Out.Flush();
    }

    /// <summary>What a document looks like to a person.</summary>
    public static View ViewOf(string title, JsonNode? data) =>
        Json.IsLeaf(data) ? new LinesView("", [Json.Leaf(data)])
        : Json.IsTable(data) ? new TableView("", Json.Columns(data), [.. Rows(data)])
        : data is JsonArray { Count: > 0 } list && list.All(Json.IsLeaf) ? new LinesView("", [.. list.Select(Json.Leaf)])
        : new TreeView(title, data);

    private static JsonNode? Query(JsonNode? data, string query) =>
        JsonPlace.Find(data, "", query
            .Split(query.Contains('/', StringComparison.Ordinal) ? ['/'] : ['/', '.', '[', ']'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string[]> Records(JsonNode? data, string route) =>
        Json.IsLeaf(data) ? [[Json.Leaf(data)]]
        : Json.IsTable(data) ? Rows(data)
        : data is JsonArray list && list.All(Json.IsLeaf) ? list.Select(item => new[] { Json.Leaf(item) })
        : Json.Leaves(data, route).Select(leaf => new[] { leaf.Route, leaf.Value });

    private static IEnumerable<string[]> Rows(JsonNode? data)
    {
        var columns = Json.Columns(data);
        return ((JsonArray)data!).Select(item => columns.Select(column => Json.Member(item, column)).ToArray());
    }
}
