using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;
using Imds.Tool.Specs;

namespace Imds.Tool.Commands;

/// <summary><c>imds versions</c>: the api-versions that the host knows.</summary>
internal static class VersionsCommand
{
    private const string Below = """
        The newest that this command knows as well is the one that the others ask for:

          imds versions
          imds versions | tail -1
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("versions", "Lists the api-versions that the service on this host knows.", Below);
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            var versions = await Spinner.WhileAsync(host, "Asking", ReadAsync(machine, cancelled));
            var used = versions.LastOrDefault(version => KnownVersions.All.Contains(version));
            output.Write(parsed, host, new Result(new JsonArray([.. versions.Select(version => JsonValue.Create(version))]))
            {
                Views = [new TableView("", ["version", "note"], [.. versions.Select(version => new[] { version, Note(version, used) })])],
            });
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Machine machine, CancellationToken cancelled)
    {
        try
        {
            var document = await machine.ReadAsync(Places.Versions, cancelled);
            return [.. Json.Items(document, "apiVersions").Select(Json.Leaf)];
        }
        catch (CommandException e) when (e.Code is ExitCode.NotThere or ExitCode.Refused)
        {
            // A host from before there was a list says by what it answers which of the versions it knows.
            await machine.ReadAsync(Places.Instance, cancelled);
            return [.. KnownVersions.All.Where(version => string.CompareOrdinal(version, machine.ApiVersion) <= 0)];
        }
    }

    private static string Note(string version, string? used) =>
        version == used ? "asked for, unless --api-version says otherwise"
        : KnownVersions.All.Contains(version) ? ""
        : "not known to this command";
}
