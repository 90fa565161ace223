using System.CommandLine;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds get</c>: single values, or documents, by their routes.</summary>
internal static class GetCommand
{
    private const string Below = """
        A route is written as in the URL. instance/ and instance/compute/ may be left out, and dots do in place of slashes:

          imds get vmId
          imds get vmSize location zone
          imds get network/interface/0/macAddress
          imds get 'network/interface/*/ipv4/ipAddress/*/privateIpAddress'
          imds get compute.osProfile
          imds get loadbalancer
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("get", "Prints what is at a route: a single value as it is, anything else as JSON.", Below);
        var routes = RouteArgument.AddSeveral(command, "Where to look; several routes print a line each, in their order.");
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            var asked = parsed.GetValue(routes)!;
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            var found = await Spinner.WhileAsync(host, "Asking", ReadAsync(machine, [.. asked.Select(Places.Document)], cancelled));
            if (output.Asked(parsed) is null && !output.HasQuery(parsed))
            {
                Print(host, found);
            }
            else
            {
                output.Write(parsed, host, found is [var one] ? new Result(one) : Several(asked, found));
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>What lies at the routes, of which those of one endpoint take one request together.</summary>
    private static async Task<IReadOnlyList<JsonNode?>> ReadAsync(Machine machine, IReadOnlyList<Route> routes, CancellationToken cancelled)
    {
        var found = new Dictionary<Route, JsonNode?>();
        foreach (var group in routes.GroupBy(route => route.Endpoint))
        {
            var together = group.ToList();
            foreach (var (route, node) in together.Zip(await machine.ReadAsync(together, cancelled)))
            {
                found[route] = node;
            }
        }

        return [.. routes.Select(route => found[route])];
    }

    private static void Print(Host host, IReadOnlyList<JsonNode?> found)
    {
        foreach (var node in found)
        {
            // As it is, unless it would give orders to a terminal; of several, each is one line.
            var text = Json.IsLeaf(node) ? Json.Leaf(node) : Json.Text(node, indented: found.Count == 1);
            host.Out.WriteLine(Json.IsLeaf(node) && (host.Terminal.IsTerminal || found.Count > 1) ? text.ToPrintable() : text);
        }
    }

    private static Result Several(IReadOnlyList<string> asked, IReadOnlyList<JsonNode?> found)
    {
        var data = new JsonObject();
        foreach (var (route, node) in asked.Zip(found))
        {
            data[route] = node?.DeepClone();
        }

        return new Result(data) { Records = asked
            .Zip(found, (route, node) => new[] { route, Json.IsLeaf(node) ? Json.Leaf(node) : Json.Text(node, indented: false) }) };
    }
}
