using System.Text.Json;
using Imds.CompilerServices;
using Imds.Fuzz.Frame;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Replies;

/// <summary>
/// Hostile replies to each kind of call: nothing but an ImdsException comes out, or a cancellation that the caller has asked for; the
/// tries and the time are bounded; a message is one line of a length that can be read.
/// </summary>
internal sealed class ReplyTarget : TextFuzzTarget
{
    // One call has eight attempts at most (status 410), and may consist of several.
    private const int MostAttempts = 8;

    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(130);

    private static readonly string[] KnownVersions = ["2017-04-02", "2019-11-01", "2021-02-01", "2025-04-07"];

    /// <summary>The calls, and of how many each may consist.</summary>
    public static IReadOnlyDictionary<string, (int Parts, Func<Caller, Task> Send)> Calls { get; } =
        new Dictionary<string, (int, Func<Caller, Task>)>(StringComparer.Ordinal)
        {
            ["document"] = (1, c => c.Client.Instance.GetAsync(c.End)),
            ["part"] = (1, c => c.Client.Instance.Compute.OsProfile.GetAsync(c.End)),
            ["text"] = (1, c => c.Client.Instance.Compute.VmSize.GetAsync(c.End)),
            ["names"] = (1, c => c.Client.Instance.Compute.ListAsync(c.End)),
            ["list"] = (1, c => c.Client.Instance.Network.Interface.GetAsync(c.End)),
            ["versions"] = (1, c => c.Client.Versions.GetAsync(c.End)),
            ["loadbalancer"] = (1, c => c.Client.LoadBalancer.GetAsync(c.End)),
            ["token"] = (1, c => c.Client.Identity.Oauth2.Token.GetAsync("https://vault.azure.net", cancellationToken: c.End)),
            ["identity"] = (1, c => c.Client.Identity.Info.GetAsync(c.End)),
            ["attested"] = (1, c => c.Client.Attested.Document.GetAsync("1234567890", c.End)),
            ["attest"] = (3, c => c.Client.Attested.Document.AttestAsync(new() { FetchIssuer = null }, c.End)),
            ["events"] = (2, c => c.Client.ScheduledEvents.GetAsync(c.End)),
            ["approve"] = (2, c => c.Client.ScheduledEvents.ApproveAsync("an event", c.End)),
            ["negotiated"] = (3, c => new ImdsRoute(c.Connection, "instance").GetAsync<Instance>(c.End)),
            ["number"] = (1, c => new ImdsLeaf<int>(new ImdsRoute(c.Connection, "instance", "2025-04-07")).GetAsync(c.End)),
            ["flag"] = (1, c => new ImdsLeaf<bool>(new ImdsRoute(c.Connection, "instance", "2025-04-07")).GetAsync(c.End)),
            ["available"] = (1, async c => await c.Client.IsAvailableAsync(c.End).ConfigureAwait(false)),
            ["diagnose"] = (1, async c => RequireReadable(await c.Client.DiagnoseAsync(c.End).ConfigureAwait(false))),
            ["watch"] = (int.MaxValue, WatchAsync),
        };

    public override string Name => "replies";

    public override int InputsInTests => 3000;

    public override string CaseExtension => ".json";

    protected override string MakeText(Random random) =>
        JsonSerializer.Serialize(new ReplyMaker(random).Make(), ReplyScriptJson.Default.ReplyScript);

    public override TimeSpan Limit => TimeSpan.FromSeconds(20);

    protected override void Check(string input)
    {
        if (Script(input) is { } script)
        {
            Check(script);
        }
    }

    private static ReplyScript? Script(string input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, ReplyScriptJson.Default.ReplyScript) is { MaxAttempts: > 0 } script
                && Calls.ContainsKey(script.Call) ? script : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Check(ReplyScript script)
    {
        var (parts, send) = Calls[script.Call];
        var clock = new TestClock();
        using var caller = new CancellationTokenSource();
        using var service = new ScriptedService(script, caller);
        var options = new ImdsClientOptions
        {
            Handler = service,
            TimeProvider = clock,
            MaxAttempts = script.MaxAttempts,
            MaxResponseBytes = 64 * 1024,
            AbsenceLifetime = script.IsSeen ? TimeSpan.Zero : TimeSpan.FromMinutes(1),
            LimitRate = script.IsLimited,
        };
        using var imds = new ImdsClient(options);
        using var connection = new ImdsConnection(options, "2025-04-07", "2017-04-02", KnownVersions);
        try
        {
            Run(send(new Caller(imds, connection, clock, caller.Token)), clock);
        }
        catch (ImdsException e)
        {
            RequireReadable(e);
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            // As it was asked for.
        }

        if (parts < int.MaxValue)
        {
            Require(service.Requests <= parts * Math.Max(script.MaxAttempts, MostAttempts), "too many tries", $"{service.Requests}");
            Require(clock.Elapsed <= parts * Slowest, "too long", $"{clock.Elapsed}");
        }
    }

    // On this thread, but for the little that goes on elsewhere: the clock moves when nothing else can.
    private static void Run(Task call, TestClock clock)
    {
        while (!call.IsCompleted)
        {
            if (clock.TimersSet > 0)
            {
                clock.AdvanceToNext();
            }
            else
            {
                Thread.Sleep(1);
            }
        }

        call.GetAwaiter().GetResult();
    }

    private static async Task WatchAsync(Caller caller)
    {
        var options = new ImdsWatchOptions { Patience = TimeSpan.FromMinutes(1), TimeProvider = caller.Time };
        await foreach (var change in caller.Client.ScheduledEvents.WatchAsync(options, caller.End).ConfigureAwait(false))
        {
            Require(change.Event is not null, "a change of no event", $"{change.Kind}");
        }
    }

    private static void RequireReadable(ImdsException e)
    {
        RequireLine(e.Message);
        Require(Enum.IsDefined(e.Reason), "a reason that is none", $"{e.Reason}");
        Require(e.RequestUri is not null && e.Error is not null && e.ErrorDescription is not null && e.NewestVersions is not null,
            "null in the exception", e.Message);
        RequireLine(e.Error + e.ErrorDescription);
        foreach (var version in e.NewestVersions!)
        {
            RequireLine(version);
        }

        Require(e.NewestVersions.Count < 100, "a list of versions without end", $"{e.NewestVersions.Count}");
        Require(e.RetryAfter is null || e.RetryAfter >= TimeSpan.Zero, "a wait that is over", $"{e.RetryAfter}");
    }

    private static void RequireReadable(ImdsDiagnosis diagnosis)
    {
        foreach (var check in diagnosis.Checks)
        {
            RequireLine(check.Finding + check.Remedy);
        }
    }

    private static void RequireLine(string text) => Require(text.Length < 4000
        && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'), "a message that is no line",
        $"{text.Length} characters: {text}");

    private static void Require(bool holds, string kind, string details)
    {
        if (!holds)
        {
            throw new FuzzException(kind, details);
        }
    }

    /// <summary>Who calls.</summary>
    internal sealed record Caller(ImdsClient Client, ImdsConnection Connection, TimeProvider Time, CancellationToken End);
}
