using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds show</c>: the machine for people.</summary>
internal static class ShowCommand
{
    private const string Below = """
        Without a route it shows what most people look for, as tables; with one, all that is there:

          imds show
          imds show instance
          imds show network
          imds show loadbalancer
          imds show --output json
          imds show | grep -i disk
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("show", "Shows the virtual machine: what it is, its network, disks and tags.", Below);
        var place = RouteArgument.AddOptional(command, "Show what is there, as a tree or a table.");
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            var route = parsed.GetValue(place) is { } text ? Places.Document(text) : null;
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            var node = await Spinner.WhileAsync(host, "Asking", machine.ReadAsync(route ?? Places.Instance, cancelled));
            var shown = (route ?? Places.Instance).ToString();
            output.Write(parsed, host, new Result(node)
            {
                Route = shown,
                Records = route is null ? Json.Leaves(node, shown).Select(leaf => new[] { leaf.Route, leaf.Value }) : null,
                Views = route is null
                    ? [new LinesView("", [$"{machine.Endpoint} at api-version {machine.ApiVersion}"]), .. Overview.Of(node)]
                    : null,
            });
            return (int)ExitCode.Done;
        });
        return command;
    }
}
