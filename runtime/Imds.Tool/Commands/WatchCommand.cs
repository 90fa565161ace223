using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Imds.CompilerServices;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary><c>imds watch</c>: the scheduled events as they come, begin and go.</summary>
internal static class WatchCommand
{
    private static readonly ImdsEventShape<ScheduledEvents, ScheduledEvent> Shape = new(
        static list => list.DocumentIncarnation, static list => list.Events, static item => item.EventId, static item => item.EventStatus);

    private const string Below = """
        Each change is a line: an event appeared, changed, started, or is gone. The first call on a machine may take two
        minutes, and has the service watch for events from then on. --exec runs COMMAND for each change, with the event as JSON
        on its input; --approve lets an event begin at once, after COMMAND has ended well, for all machines that the event
        affects:

          imds watch
          imds watch --once --output json
          imds watch --exec './drain.sh' --approve
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("watch", "Watches the scheduled events of this machine.", Below);
        var once = new Option<bool>("--once")
        {
            Description = "Show the events that there are now, and end.",
        };
        var approve = new Option<bool>("--approve")
        {
            Description = "Let each event begin as soon as it is seen.",
        };
        var exec = new Option<string?>("--exec")
        {
            Description = "Run this command of the shell for each change, with the event as JSON on its input.",
            HelpName = "COMMAND",
        };
        command.Options.Add(once);
        command.Options.Add(approve);
        command.Options.Add(exec);
        var service = ServiceOptions.AddTo(command);
        var output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            await using var machine = await service.ConnectAsync(parsed, host, cancelled);
            if (parsed.GetValue(once))
            {
                var events = Json.Items(await FirstAsync(host, machine, cancelled), "Events").ToList();
                output.Write(parsed, host, new Result(new JsonArray([.. events.Select(item => item?.DeepClone())]))
                {
                    Views = [new TableView("", Columns, [.. events.Select(Row)])],
                    Records = events.Select(Row),
                });
                return (int)ExitCode.Done;
            }

            await foreach (var change in ChangesAsync(host, machine, cancelled))
            {
                var document = Document(change);
                output.WriteNext(parsed, host, document, Line(host, change));
                var isDone = parsed.GetValue(exec) is not { } shell
                    || await ExecuteAsync(host, shell, Json.Text(document, indented: false), cancelled);
                if (parsed.GetValue(approve) && isDone && change.Kind == ImdsEventChangeKind.Appeared
                    && change.Event.EventStatus == "Scheduled")
                {
                    await ApproveAsync(host, machine, change.Event.EventId, cancelled);
                }
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static readonly string[] Columns = ["event", "type", "status", "not before", "source", "resources", "description"];

    private static async Task<JsonNode?> FirstAsync(Host host, Machine machine, CancellationToken cancelled) =>
        await Spinner.WhileAsync(host, "Asking; the first call on a machine may take two minutes",
            machine.ReadAsync(new Route(Places.ScheduledEvents, []), cancelled));

    /// <summary>The changes, with the failures in the words of the command line.</summary>
    private static async IAsyncEnumerable<ImdsEventChange<ScheduledEvent>> ChangesAsync(
        Host host, Machine machine, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancelled)
    {
        var route = new Route(Places.ScheduledEvents, []);
        await using var changes = ImdsEventWatch.WatchAsync(machine.RouteTo(Places.ScheduledEvents), null, Shape, null, cancelled)
            .GetAsyncEnumerator(cancelled);
        var isFirst = true;
        while (true)
        {
            var next = machine.AskAsync(() => changes.MoveNextAsync().AsTask(), route);
            if (!(isFirst ? await Spinner.WhileAsync(host, "Waiting for events", next) : await next))
            {
                yield break;
            }

            isFirst = false;
            yield return changes.Current;
        }
    }

    private static async Task ApproveAsync(Host host, Machine machine, string id, CancellationToken cancelled)
    {
        var approval = new ScheduledEventsApproval { StartRequests = new[] { new StartRequest { EventId = id } } };
        await machine.AskAsync(
            async () =>
            {
                await machine.RouteTo(Places.ScheduledEvents).PostAsync(approval, cancelled);
                return true;
            },
            new Route(Places.ScheduledEvents, []));
        host.Error.WriteLine($"imds: approved {id.ToPrintable()}");
    }

    /// <summary>Runs a command; what it writes goes where this one writes.</summary>
    /// <returns>Whether it ended well.</returns>
    private static async Task<bool> ExecuteAsync(Host host, string command, string input, CancellationToken cancelled)
    {
        var (shell, flag) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        using var process = Process.Start(new ProcessStartInfo(shell, [flag, command]) { RedirectStandardInput = true })!;
        try
        {
            await process.StandardInput.WriteLineAsync(input.AsMemory(), cancelled);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read its input, which it need not.
        }

        await process.WaitForExitAsync(cancelled);
        if (process.ExitCode != 0)
        {
            host.Error.WriteLine($"imds: '{command.ToPrintable()}' ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}.");
        }

        return process.ExitCode == 0;
    }

    private static JsonObject Document(ImdsEventChange<ScheduledEvent> change) => new()
    {
        ["change"] = change.Kind.ToString(),
        ["incarnation"] = change.Incarnation,
        ["event"] = JsonNode.Parse(change.Event.ToJson()),
    };

    private static string Line(Host host, ImdsEventChange<ScheduledEvent> change)
    {
        var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string[] cells = [time, change.Kind.ToString(), .. Row(JsonNode.Parse(change.Event.ToJson()))];
        var shown = cells.Select(Printable.ToPrintable);
        return host.Terminal.IsTerminal ? string.Join("  ", shown.Where(cell => cell.Length > 0)) : string.Join('\t', shown);
    }

    private static string[] Row(JsonNode? item) =>
    [
        Json.Member(item, "EventId"), Json.Member(item, "EventType"), Json.Member(item, "EventStatus"), Json.Member(item, "NotBefore"),
        Json.Member(item, "EventSource"), string.Join(' ', Json.Items(item, "Resources").Select(Json.Leaf)),
            Json.Member(item, "Description"),
    ];
}
