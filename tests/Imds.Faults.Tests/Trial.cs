using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Imds.Emulator;

namespace Imds.Faults.Tests;

/// <summary>What became of a call.</summary>
/// <param name="Result">In a word.</param>
/// <param name="Tries">How many requests were sent.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Message">What the exception says, without the request that it begins with; "" where there is none.</param>
/// <param name="Failure">The exception; null where there is none.</param>
internal sealed record Outcome(string Result, int Tries, TimeSpan Time, string Message, ImdsException? Failure)
{
    public const string WaitsOn = "waits on";

    public override string ToString() =>
        Tries == 1 && Time == TimeSpan.Zero ? Result : FormattableString.Invariant($"{Result}, {Tries}×, {Time.TotalSeconds:0.#} s");
}

/// <summary>How a value looks.</summary>
internal sealed record Looks(string Text);

/// <summary>A fault, and an emulator that has it: makes calls and tells what becomes of them. No real time passes.</summary>
internal sealed class Trial : IAsyncDisposable
{
    /// <summary>The time after which a call is cancelled, which is longer than any may take.</summary>
    public static readonly TimeSpan End = TimeSpan.FromHours(1);

    private readonly TestClock _clock = new();
    private readonly CountingClock _serverClock;
    private readonly SocketsHttpHandler _network = new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false,
        ActivityHeadersPropagator = null, ConnectTimeout = TimeSpan.FromSeconds(1), MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.Zero };
    private readonly Fault _fault;
    private ImdsEmulator _emulator = null!;

    private Trial(Fault fault)
    {
        _fault = fault;
        _serverClock = new CountingClock(_clock);
    }

    public static async Task<Trial> StartAsync(Fault fault, TimeSpan? later = null)
    {
        var trial = new Trial(fault);
        trial._clock.Advance(later ?? TimeSpan.Zero);
        trial._emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = trial._serverClock });

        // A text that is empty has no middle for a fault to be in, and is the same where it is not read at all.
        using var http = new HttpClient(trial._network, disposeHandler: false);
        var document = await http.GetStringAsync(new Uri(trial._emulator.Endpoint, "/emulator/document"));
        trial._emulator.SetDocument(document.Replace("\"\"", "\"text\""));
        return trial;
    }

    /// <summary>What is the same of a value at any time and on any machine: where it has texts, and where none.</summary>
    public static Looks LooksOf(object? value) => new(Regex.Replace($"{value}", @"[\w+/=:.\-]+", "x"));

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="right">What it gives where nothing is wrong, or how that looks.</param>
    /// <returns>What became of it, and what it gave.</returns>
    public async Task<(Outcome Outcome, object? Value)> RunAsync(ClientCall call, object? right)
    {
        _emulator.Faults.Clear();
        _emulator.ScheduledEvents.Clear();
        var eventId = _emulator.ScheduledEvents.Add(
            new EmulatedEvent { Type = ScheduledEventType.Reboot, Notice = TimeSpan.FromDays(1), DurationInSeconds = 1 });
        var flow = new Flow(_network, _clock, _serverClock);
        await using var client = new ImdsClient(
            new ImdsClientOptions { Endpoint = _emulator.Endpoint, Handler = flow, TimeProvider = flow.Client, Jitter = 0 });
        if (_fault.IsKnown)
        {
            var contact = client.Versions.GetAsync();
            await flow.DriveAsync(contact);
            await contact;
        }

        flow.Connect = _fault.Connect;
        foreach (var (reply, count) in _fault.Replies)
        {
            _emulator.Faults.Add(ImdsFaultList.All, reply, count);
        }

        var (start, before) = (_clock.Elapsed, flow.Requests);
        using var end = new CancellationTokenSource(End, flow.Client);
        var task = call.InvokeAsync(client, _emulator, eventId, flow.Client, end.Token);
        await flow.DriveAsync(task);
        var (tries, time) = (flow.Requests - before, _clock.Elapsed - start);
        try
        {
            var value = await task;
            return (new Outcome(Describe(value, right), tries, time, "", null), value);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return (new Outcome(Outcome.WaitsOn, tries, time, "", null), null);
        }
        catch (ImdsException e)
        {
            return (new Outcome(e.Reason.ToString(), tries, time, Tidy(e.Message), e), null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _network.Dispose();
        await _emulator.DisposeAsync();
    }

    /// <summary>The message without the request that it begins with, and without numbers that differ from run to run.</summary>
    private string Tidy(string message) =>
        message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace(_emulator.Endpoint.AbsoluteUri, "http://…/metadata");

    private static string Describe(object? value, object? right) => value switch
    {
        bool answer => answer ? "yes" : "no",
        _ when value?.GetType().GetProperty("Failure")?.GetValue(value) is ImdsAttestationFailure failure
            && failure != ImdsAttestationFailure.None => $"not trusted: {failure}",
        _ when right is null || right.Equals(value) || right.Equals(LooksOf(value)) => "right",
        _ => IsEmpty(value) ? "empty" : "another value",
    };

    private static bool IsEmpty(object? value) => value is "" or ICollection { Count: 0 }
        || value?.Equals(value.GetType().GetProperty("Empty", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)) == true;
}
