using System.Text.Json;
using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary><c>watch</c>: scheduled events as they come, and what is done about them.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Once_shows_what_there_is()
    {
        await using var emulator = await ImdsEmulator
            .StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Redeploy }] });

        var record = Assert.Single((await Run.PipedAsync(emulator, "watch", "--once")).Lines).Split('\t');

        Assert.Equal(["Redeploy", "Scheduled"], record[1..3]);
        var expected = (await new MetadataService(emulator.Endpoint).JsonAsync("scheduledevents?api-version=2020-07-01"))
            .GetProperty("Events");
        Json.Same(expected.GetRawText(), (await Run.PipedAsync(emulator, "watch", "--once", "-o", "json")).Succeeded());
    }

    [Fact]
    public async Task No_event_is_no_line()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Equal("", (await Run.PipedAsync(emulator, "watch", "--once")).Succeeded());
        Assert.Equal("none\n", (await Run.OnTerminalAsync(emulator, 80, "watch", "--once")).Succeeded());
    }

    [Fact]
    public async Task An_event_is_told_handed_to_a_command_and_approved_and_its_start_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one of the shell of Unix.");
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });
        var file = Path.GetTempFileName();
        try
        {
            var lines = await WatchAsync(emulator, 2, "-o", "json", "--approve", "--exec", $"cat >> '{file}'");

            Assert.Equal(["Appeared", "Started"], lines.Select(line => line.GetProperty("change").GetString()));
            Assert.Equal("Reboot", lines[0].GetProperty("event").GetProperty("EventType").GetString());
            Assert.Contains(emulator.Requests, request => request.Method == "POST");
            var handed = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            Json.Same(lines[0].GetRawText(), handed[0]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_command_that_fails_approves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one of the shell of Unix.");
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });
        using var stop = new CancellationTokenSource();
        var watch = Run.OfAsync(Run.Piped, emulator.Endpoint.ToString(), ["watch", "--approve", "--exec", "exit 3"], stop: stop.Token);

        await RequestsAsync(emulator, 3); // it has looked again since, so the command is over
        await stop.CancelAsync();
        var run = await watch.WaitAsync(Limit);

        Assert.Equal((int)ExitCode.Interrupted, run.Code);
        Assert.Contains("imds: 'exit 3' ended with 3.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Without_approve_nothing_is_approved()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Freeze }] });
        using var stop = new CancellationTokenSource();
        var watch = Run.OfAsync(Run.Terminal(80), emulator.Endpoint.ToString(), ["watch"], stop: stop.Token);

        await RequestsAsync(emulator, 2);
        await stop.CancelAsync();
        var run = await watch.WaitAsync(Limit);

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  Appeared  [0-9A-F-]{36}  Freeze  Scheduled  ", Assert.Single(run.Lines));
        Assert.DoesNotContain(emulator.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("2017-08-01")]
    [InlineData("2019-08-01")]
    public async Task A_host_of_any_age_can_be_watched(string newest)
    {
        await using var emulator = await ImdsEmulator
            .StartAsync(new() { NewestApiVersion = newest, ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });

        Assert.Contains("Reboot", (await Run.PipedAsync(emulator, "watch", "--once")).Succeeded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "-o", "yaml" }, new[] { "---", "change: \"Appeared\"" })]
    [InlineData(new[] { "-q", "event/EventType" }, new[] { "Reboot" })]
    [InlineData(new[] { "-q", "event/EventType", "-o", "json" }, new[] { "\"Reboot\"" })]
    public async Task Each_change_comes_in_the_format_and_as_far_as_asked(string[] arguments, string[] lines)
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });

        Assert.Equal(lines, await LinesAsync(emulator, lines.Length, arguments));
    }

    /// <summary>The first changes of a watch, as JSON.</summary>
    private static async Task<IReadOnlyList<JsonElement>> WatchAsync(ImdsEmulator emulator, int count, params string[] arguments) =>
        [.. (await LinesAsync(emulator, count, arguments)).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The first lines of a watch, which is interrupted then.</summary>
    private static async Task<IReadOnlyList<string>> LinesAsync(ImdsEmulator emulator, int count, params string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(Limit);
        using var output = new LineWriter(count, stop);
        var host = new Host { Out = output, Error = TextWriter.Null, Terminal = Run.Piped, Variable = _ => null, Stop = stop.Token };
        var code = await CommandLine.RunAsync(["watch", "-e", emulator.Endpoint.ToString(), .. arguments], host).WaitAsync(limit.Token);
        Assert.Equal((int)ExitCode.Interrupted, code);
        return [.. output.Written.Take(count)];
    }

    private static async Task RequestsAsync(ImdsEmulator emulator, int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (emulator.Requests.Count < count)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Interrupts whoever writes into it, when a line more than wanted would come, or soon after the last.</summary>
    private sealed class LineWriter(int count, CancellationTokenSource stop) : StringWriter
    {
        public List<string> Written { get; } = [];

        public override void WriteLine(string? value)
        {
            Written.Add(value!);
            if (Written.Count == count)
            {
                stop.Cancel();
            }
        }
    }
}
