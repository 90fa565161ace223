using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds ls</c>: what there is below a route.</summary>
internal static class LsCommand
{
    private const string Below = """
        What holds more ends in a slash:

          imds ls
          imds ls compute
          imds ls network/interface/0
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("ls", "Lists the names of what is at a route.", Below);
        var place = RouteArgument.AddOptional(command, "Where to look; without one, the endpoints of the service.");
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            var names = parsed.GetValue(place) is { } text && Route.Parse(text) is { Endpoint.Length: > 0 }
                ? await NamesAsync(Places.Document(text), parsed, cancelled)
                : Endpoints.Paths.Select(path => path + "/");
            output.Write(parsed, host, new Result(new JsonArray([.. names.Select(name => JsonValue.Create(name))])));
            return (int)ExitCode.Done;
        });
        return command;

        async Task<IEnumerable<string>> NamesAsync(Route route, ParseResult parsed, CancellationToken cancelled)
        {
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            var node = await Spinner.WhileAsync(host, "Asking", machine.ReadAsync(route, cancelled));
            return Json.IsLeaf(node)
                ? [route.Segments.Count > 0 ? route.Segments[^1] : route.Endpoint]
                : Json.Children(node).Select(child => Json.IsLeaf(child.Node) ? child.Name : child.Name + "/");
        }
    }
}
