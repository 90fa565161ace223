using System.Diagnostics;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Imds.Emulator;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Emulation;

/// <summary>
/// Requests of all kinds to the emulator and to what controls it: each has a reply, which is a fault only where one was asked for, and
/// after a reset everything is as it was.
/// </summary>
internal sealed class EmulatorTarget : TextFuzzTarget
{
    private const int MostBytes = 2_000_000;
    private const int MostScripts = 300;

    // A reply that is held back for ever was asked for, and is not waited for longer than this.
    private static readonly TimeSpan Hang = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    [ThreadStatic]
    private static Subject? _subject;

    public override string Name => "emulator";

    public override int InputsInTests => 2000;

    public override string CaseExtension => ".json";

    protected override string MakeText(Random random) =>
        JsonSerializer.Serialize(new EmulatorMaker(random).Make(), EmulatorScriptJson.Default.EmulatorScript);

    protected override void Check(string input)
    {
        EmulatorScript? script;
        try
        {
            script = JsonSerializer.Deserialize(input, EmulatorScriptJson.Default.EmulatorScript);
        }
        catch (JsonException)
        {
            return;
        }

        if (script is not null)
        {
            var subject = _subject ?? new Subject();
            _subject = null; // one that failed is not used again
            subject.Check(script);
            _subject = subject.IsOld ? null : subject;
        }
    }

    private static void Require(bool holds, string kind, string details)
    {
        if (!holds)
        {
            throw new FuzzException(kind, details);
        }
    }

    /// <summary>An emulator, which takes longer to make than to ask.</summary>
    private sealed class Subject
    {
        private static readonly string[] Usual =
        [
            "/metadata/instance?api-version=2021-02-01", "/metadata/instance?api-version=2025-04-07",
            "/metadata/loadbalancer?api-version=2021-02-01",
            "/metadata/versions", "/metadata/identity/info?api-version=2021-02-01", "/emulator/faults", "/emulator/events",
            "/emulator/fields",
        ];

        private readonly TestClock _clock = new();
        private readonly HttpMessageInvoker _http;
        private readonly IReadOnlyList<string> _usual;
        private int _scripts;

        public Subject()
        {
            var emulator = ImdsEmulator.StartAsync(new() { Listen = false, TimeProvider = _clock }).GetAwaiter().GetResult();
            Reset = emulator.Reset;
            _http = new HttpMessageInvoker(emulator.CreateHandler());
            _usual = Replies();
        }

        /// <summary>Whether its clock may have gone far.</summary>
        public bool IsOld => _scripts > MostScripts;

        private Action Reset { get; }

        public void Check(EmulatorScript script)
        {
            _scripts++;
            foreach (var request in script.Requests)
            {
                Check(request, script.AsksForFaults);
            }

            Reset();
            Require(Replies().SequenceEqual(_usual), "another emulator after a reset", string.Join('\n', Replies().Except(_usual)));
        }

        private List<string> Replies() => Usual.ToList().ConvertAll(target =>
        {
            var request = new ScriptedRequest { Target = target, Headers = [["Metadata", "true"]] };
            using var reply = Send(request.ToMessage()!, default);
            Require(reply.StatusCode == HttpStatusCode.OK, "a good request fails", $"{target}: {reply.StatusCode}");
            return target + " " + reply.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        });

        private void Check(ScriptedRequest request, bool mayFail)
        {
            if (request.ToMessage() is not { } message)
            {
                return;
            }

            using var end = new CancellationTokenSource();
            try
            {
                // What controls the emulator always answers: given up, it might do its work after the reset.
                var mayHang = mayFail && !request.Target.StartsWith("/emulator", StringComparison.Ordinal);
                using var reply = Send(message, end.Token, mayHang ? end : null);
                Check(request, reply, mayFail);
            }
            catch (HttpRequestException e) when (e.Message == "The emulator failed.")
            {
                ExceptionDispatchInfo.Throw(e.InnerException!);
            }
            catch (Exception e) when (mayFail && e is HttpRequestException or IOException or OperationCanceledException)
            {
                // As it was asked for.
            }
        }

        private HttpResponseMessage Send(
            HttpRequestMessage message, CancellationToken cancellationToken, CancellationTokenSource? giveUp = null)
        {
            var sending = _http.SendAsync(message, cancellationToken);
            var began = Stopwatch.GetTimestamp();
            while (Task.WaitAny([sending], 1) < 0)
            {
                if (_clock.TimersSet > 0)
                {
                    _clock.AdvanceToNext();
                }

                if (Stopwatch.GetElapsedTime(began) > Hang)
                {
                    giveUp?.Cancel();
                }

                Require(Stopwatch.GetElapsedTime(began) < Patience, "no reply", $"{message.Method} {message.RequestUri}");
            }

            return sending.GetAwaiter().GetResult();
        }

        private static void Check(ScriptedRequest request, HttpResponseMessage reply, bool mayFail)
        {
            var (status, type) = ((int)reply.StatusCode, reply.Content.Headers.ContentType?.MediaType);
            Require(mayFail || status is >= 200 and < 500, "a fault that was not asked for", $"{status}");
            Require(mayFail || status is not (>= 300 and < 400) || status == 304, "a redirect that was not asked for", $"{status}");
            if (mayFail)
            {
                return;
            }

            var body = reply.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
            Require(body.Length < MostBytes, "a body that is large", $"{body.Length}");
            if (type == "application/json" && body.Length > 0)
            {
                try
                {
                    JsonDocument.Parse(body).Dispose();
                }
                catch (JsonException e)
                {
                    throw new FuzzException("JSON that is none", $"{request.Target}: {e.Message}");
                }
            }
        }
    }
}
