using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Specs;

namespace Imds.Tool.Commands;

/// <summary><c>imds diff</c>: what came and what went between two versions.</summary>
internal static class DiffCommand
{
    private const string Below = """
        No service is asked:

          imds diff 2020-09-01 2021-12-13
          imds diff 2019-04-30 2019-06-01 --output json
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("diff", "Lists the fields that came and went between two api-versions.", Below);
        var from = Version("from", "The api-version to begin with.");
        var to = Version("to", "The api-version to end with.");
        command.Arguments.Add(from);
        command.Arguments.Add(to);
        var output = OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var (before, after) = (KnownVersions.Known(parsed.GetValue(from)!), KnownVersions.Known(parsed.GetValue(to)!));
            var changed = FieldTable.All.Where(field => field.Status != "uncertain" && field.IsAt(before) != field.IsAt(after)).ToList();
            var rows = changed
                .Select(field => new[] { field.IsAt(after) ? "came" : "went", field.Display, At(field, before, after) })
                .OrderBy(row => row[2], StringComparer.Ordinal).ThenBy(row => row[1], StringComparer.Ordinal).ToList();
            output.Write(parsed, host, new Result(new JsonArray([.. rows.Select(Row)]))
            {
                Views = rows.Count > 0
                    ? [new TableView("", ["change", "field", "at"], rows)]
                    : [new LinesView("", [$"{before} and {after} have the same fields."])],
            });
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>The version, on the way from one to the other, that made the change.</summary>
    private static string At(Field field, string before, string after)
    {
        var (low, high) = string.CompareOrdinal(before, after) < 0 ? (before, after) : (after, before);
        return field.Ranges.SelectMany(range => new[] { range.Introduced, range.Withdrawn })
            .Where(version => string.CompareOrdinal(version, low) > 0 && string.CompareOrdinal(version, high) <= 0)
            .Max(StringComparer.Ordinal)!;
    }

    private static JsonObject Row(string[] row) => new() { ["change"] = row[0], ["field"] = row[1], ["version"] = row[2] };

    private static Argument<string> Version(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description, HelpName = "DATE" };
        argument.CompletionSources.Add(_ => KnownVersions.All.Select(version => new CompletionItem(version)));
        return argument;
    }
}
