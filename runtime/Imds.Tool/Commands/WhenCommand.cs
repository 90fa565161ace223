using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Specs;

namespace Imds.Tool.Commands;

/// <summary><c>imds when</c>: which version brought a field, and which took it.</summary>
internal static class WhenCommand
{
    private const string Below = """
        No service is asked. A field goes by its name, its path or its route:

          imds when securityType
          imds when compute.securityProfile.securityType
          imds when instance/network/interface/0/macAddress
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("when", "Says which api-version brought a field, and which took it.", Below);
        var name = new Argument<string>("field") { Description = "The field.", HelpName = "FIELD" };
        name.CompletionSources.Add(_ => FieldTable.All.Select(field => field.Name).Distinct()
            .Select(known => new System.CommandLine.Completions.CompletionItem(known)));
        command.Arguments.Add(name);
        var output = OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var text = parsed.GetValue(name)!;
            var fields = FieldTable.Find(text);
            if (fields.Count == 0)
            {
                var near = FieldTable.Nearest(text);
                throw new CommandException(
                    ExitCode.NotThere, $"No api-version has a field '{text}'." + (near is null ? "" : $" Did you mean {near}?"));
            }

            var rows = fields.SelectMany(
                field => field.Ranges.Select(range => new[] { field.Display, range.Introduced, range.Withdrawn, field.Status })).ToList();
            output.Write(parsed, host, new Result(new JsonArray([.. rows.Select(Row)]))
            {
                Views = [new TableView("", ["field", "since", "until", "known by"], [.. rows.Select(Readable)])],
            });
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Row(string[] row) =>
        new() { ["field"] = row[0], ["since"] = row[1], ["until"] = row[2], ["status"] = row[3] };

    private static string[] Readable(string[] row) =>
        [row[0], row[1].Length > 0 ? row[1] : row[3].Length > 0 ? "not known" : "always", row[2], row[3].Length > 0
            ? $"{row[3]}: in no document" : ""];
}
