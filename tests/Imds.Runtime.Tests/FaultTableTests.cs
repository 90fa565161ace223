using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Tests;

/// <summary>
/// Every fault at every endpoint: how it ends, after how many tries, and that nothing is left behind. No real time passes.
/// </summary>
public class FaultTableTests
{
    private static readonly string[] Endpoints =
    [
        "instance", "instance/compute/vmId (text)", "attested/document", "identity/oauth2/token", "identity/info", "loadbalancer",
        "scheduledevents", "scheduledevents (post)", "versions",
    ];

    private static readonly Dictionary<string,
        (ImdsFailure Reason, int Tries, Func<CancellationToken, Task<HttpResponseMessage>> Answer)> Faults = new()
    {
        ["400"] = (ImdsFailure.Refused, 1, Status(400)),
        ["401"] = (ImdsFailure.Refused, 1, Status(401)),
        ["403"] = (ImdsFailure.Refused, 1, Status(403)),
        ["405"] = (ImdsFailure.Refused, 1, Status(405)),
        ["408"] = (ImdsFailure.ServiceFault, 5, Status(408)),
        ["410"] = (ImdsFailure.ServiceFault, 8, Status(410)),
        ["429"] = (ImdsFailure.Throttled, 5, Status(429)),
        ["500"] = (ImdsFailure.ServiceFault, 5, Status(500)),
        ["501"] = (ImdsFailure.ServiceFault, 5, Status(501)),
        ["502"] = (ImdsFailure.ServiceFault, 5, Status(502)),
        ["503"] = (ImdsFailure.ServiceFault, 5, Status(503)),
        ["504"] = (ImdsFailure.ServiceFault, 5, Status(504)),
        ["redirect"] = (ImdsFailure.NotImds, 1, Status(302)),
        ["XML"] = (ImdsFailure.InvalidReply, 1,
            _ => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, "<?xml version=\"1.0\"?><Error/>", "application/xml"))),
        ["error with 200"] = (ImdsFailure.InvalidReply, 1, Status(200)),
        ["proxy"] = (ImdsFailure.NotImds, 1, Status(407)),
        ["web page"] = (ImdsFailure.NotImds, 1, Page(200)),
        ["web page 404"] = (ImdsFailure.NotImds, 1, Page(404)),
        ["web page 503"] = (ImdsFailure.ServiceFault, 5, Page(503)),
        ["too large"] = (ImdsFailure.BodyTooLarge, 1, _ => Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, new string(' ', 5000)))),
        ["refused connection"] = (ImdsFailure.Unreachable, 1,
            _ => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused))),
        ["no route"] = (ImdsFailure.Unreachable, 1,
            _ => throw new HttpRequestException("no route", new SocketException((int)SocketError.NetworkUnreachable))),
        ["reset"] = (ImdsFailure.Interrupted, 5, _ => throw new HttpRequestException("reset", new IOException("reset"))),
        ["cut body"] = (ImdsFailure.Interrupted, 5,
            _ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new CutStream()) })),
        ["not HTTP"] = (ImdsFailure.NotImds, 1, _ => throw new HttpRequestException("invalid response")),
        ["silence"] = (ImdsFailure.TimedOut, 5, async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException("never here");
        }),
    };

    private readonly TestClock _clock = new();

    public static TheoryData<string, string> Table()
    {
        var table = new TheoryData<string, string>();
        foreach (var fault in Faults.Keys)
        {
            foreach (var endpoint in Endpoints)
            {
                table.Add(fault, endpoint);
            }
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Every_fault_at_every_endpoint(string fault, string endpoint)
    {
        var (reason, tries, answer) = Faults[fault];
        var stub = new StubHandler((_, stop) => answer(stop));
        await using var connection = Calls.Connect(stub, options =>
        {
            options.TimeProvider = _clock;
            options.MaxAttempts = 5;
            options.LimitRate = true;
            options.MaxResponseBytes = 4096;
            options.Timeout = TimeSpan.FromMinutes(5);
            options.AttemptTimeout = options.ScheduledEventsTimeout = TimeSpan.FromSeconds(10);
        });
        var call = CallAsync(connection, endpoint);
        await _clock.RunAsync(call, TimeSpan.FromMinutes(5));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((reason, tries, tries), (failure.Reason, failure.Attempts, stub.Urls.Count));
        Assert.StartsWith(endpoint.EndsWith("(post)", StringComparison.Ordinal) ? "POST http" : "GET http", failure.Message);
        Assert.Contains(endpoint.Split(' ')[0], failure.Message);
        Assert.InRange(_clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(100));
        await _clock.NoTimerAsync();
    }

    private static Task CallAsync(ImdsConnection connection, string endpoint)
    {
        var route = ServiceEndpoints.Route(connection, endpoint.Split(' ')[0]);
        return endpoint switch
        {
            _ when endpoint.EndsWith("(text)", StringComparison.Ordinal) => route.GetTextAsync(default),
            _ when endpoint.EndsWith("(post)", StringComparison.Ordinal) =>
                route.PostAsync(1, (writer, number) => writer.WriteNumberValue(number), default),
            _ => route.GetAsync(Calls.ReadName, default),
        };
    }

    private static Func<CancellationToken, Task<HttpResponseMessage>> Status(int status) =>
        _ => Task.FromResult(StubHandler.Reply((HttpStatusCode)status, """{"error":"fault"}"""));

    private static Func<CancellationToken, Task<HttpResponseMessage>> Page(int status) =>
        _ => Task.FromResult(StubHandler.Reply((HttpStatusCode)status, "<html>", "text/html"));

    /// <summary>A body whose connection breaks after its first bytes.</summary>
    private sealed class CutStream : MemoryStream
    {
        private bool _begun;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            if (_begun)
            {
                throw new IOException("The connection broke.");
            }

            _begun = true;
            buffer[offset] = (byte)'{';
            return Task.FromResult(1);
        }
    }
}
