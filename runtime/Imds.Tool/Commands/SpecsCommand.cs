using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;
using Imds.Tool.Specs;

namespace Imds.Tool.Commands;

/// <summary><c>imds specs import</c>: what a Swagger of Microsoft's says that our tables do not.</summary>
internal static class SpecsCommand
{
    private const string Below = """
        The Swagger of a version is imds.json in azure-rest-api-specs. Without --tables it is held against the tables that this
        command was built with. The patch has the rows to add, and those that begin later here than in the Swagger; rows that
        the Swagger lacks are withdrawn in it where its version is newer than all others, as a Swagger leaves things out at
        times:

          imds specs import imds.json
          imds specs import imds.json --tables specs/versions --patch | git apply
        """;

    public static Command Create(Host host)
    {
        var import = new DocumentedCommand("import", "Holds a Swagger of Microsoft's for a version against the version tables.", Below);
        var file = new Argument<string>("file") { Description = "The Swagger.", HelpName = "FILE" };
        var tables = new Option<string?>("--tables")
        {
            Description = "The folder with the tables: specs/versions of a checkout.",
            HelpName = "FOLDER",
        };
        var patch = new Option<bool>("--patch")
        {
            Description = "Print a patch for the tables, and nothing else.",
        };
        import.Arguments.Add(file);
        import.Options.Add(tables);
        import.Options.Add(patch);
        var output = OutputOptions.AddTo(import);
        import.SetAction(parsed =>
        {
            var name = parsed.GetValue(file)!;
            var swagger = SwaggerFields.Read(name, Read(name));
            var compared = parsed.GetValue(tables) is { } folder ? SpecTables.In(folder) : SpecTables.Own();
            var found = SpecImport.Of(compared, swagger);
            if (parsed.GetValue(patch))
            {
                host.Out.Write(compared.Patch());
            }
            else
            {
                output.Write(parsed, host, Show(swagger.Version, found));
            }

            return (int)ExitCode.Done;
        });
        return new Command("specs", "Works on the specs of this project, for those who carry it on.") { import };
    }

    private static Result Show(string version, SpecImport found)
    {
        var rows = found.Additions.Select(row => new[] { "add", row.Table, row.Row, "" })
            .Concat(found.Differences.Select(row => new[] { "differs", row.Table, row.Row, row.Difference })).ToList();
        return new Result(new JsonObject
        {
            ["version"] = version,
            ["add"] = new JsonArray([.. found.Additions.Select(row => new JsonObject { ["table"] = row.Table, ["row"] = row.Row })]),
            ["differ"] = new JsonArray([.. found.Differences
                .Select(row => new JsonObject { ["table"] = row.Table, ["row"] = row.Row, ["difference"] = row.Difference })]),
        })
        {
            Records = rows,
            Views =
            [
                rows.Count > 0
                    ? new TableView($"The Swagger of {version} against the tables", ["what", "table", "row", "difference"], rows)
                    : new LinesView("", [$"The tables say what the Swagger of {version} says."]),
            ],
        };
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(Files.Named(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"'{file}' cannot be read: {e.Message}", e);
        }
    }
}
