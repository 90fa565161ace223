using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>Whether there is a service, without waiting long and without being taken in.</summary>
public class AvailabilityTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task The_service_is_known_by_its_versions_and_remembered()
    {
        var stub = new StubHandler(HttpStatusCode.OK, """{"apiVersions":["2017-03-01","2025-04-07"]}""");
        Assert.True(await AskAsync(stub));
        Assert.True(await AskAsync(stub));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await AskAsync(stub));
        Assert.Equal("http://169.254.169.254/metadata/versions", Assert.Single(stub.Urls));
        Assert.Equal(["true"], stub.Last!.Headers.GetValues("Metadata"));
    }

    [Theory]
    [InlineData(200, "<html>Sign in</html>", "text/html")]
    [InlineData(200, "hello", "text/plain")]
    [InlineData(200, "{}", "application/json")]
    [InlineData(200, """{"status":"ok"}""", "application/json")]
    [InlineData(200, "[\"2025-04-07\"]", "application/json")]
    [InlineData(200, "{\"apiVers", "application/json")]
    [InlineData(200, "", "application/json")]
    [InlineData(301, "", "text/plain")]
    [InlineData(404, "<?xml version=\"1.0\"?><html>404 - Not Found</html>", "text/html")]
    [InlineData(404, """{"error":"no such page"}""", "application/json")]
    [InlineData(407, "", "text/plain")]
    [InlineData(429, "<html>", "text/html")]
    public async Task Something_else_is_not_taken_for_it(int status, string body, string mediaType)
    {
        var stub = new StubHandler((HttpStatusCode)status, body, mediaType);
        Assert.False(await AskAsync(stub));
        var asked = stub.Urls.Count;
        Assert.False(await AskAsync(stub));
        Assert.Equal(asked, stub.Urls.Count);
    }

    [Fact]
    public async Task What_refuses_in_words_of_its_own_is_not_asked_for_an_instance()
    {
        var stub = new StubHandler(HttpStatusCode.NotFound, "no such page", "text/plain");
        Assert.False(await AskAsync(stub));
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task An_older_host_is_known_by_its_instance_document()
    {
        var stub = new StubHandler(request => request.RequestUri!.AbsolutePath.EndsWith("versions", StringComparison.Ordinal)
            ? StubHandler.Reply(HttpStatusCode.NotFound, """{ "error": "Not found" }""")
            : StubHandler.Reply(HttpStatusCode.OK, """{"network":{},"compute":{"vmId":"x"}}"""));
        Assert.True(await AskAsync(stub));
        Assert.Equal(["http://169.254.169.254/metadata/versions", "http://169.254.169.254/metadata/instance?api-version=2021-02-01"],
            stub.Urls);
    }

    [Theory]
    [InlineData(400, """{"error":"Bad request","newest-versions":["2019-06-01"]}""", null)]
    [InlineData(429, "Too many requests", null)]
    [InlineData(503, "Service unavailable", "IMDS/150.870.65.1")]
    [InlineData(404, """{ "error": "Not found" }""", "IMDS/150.870.65.1")]
    public async Task A_service_that_refuses_is_there(int status, string body, string? server)
    {
        Assert.True(await AskAsync(new StubHandler(_ =>
        {
            var reply = StubHandler.Reply((HttpStatusCode)status, body);
            if (server is not null)
            {
                reply.Headers.TryAddWithoutValidation("Server", server);
            }

            return reply;
        })));
    }

    [Fact]
    public async Task A_fault_that_may_pass_is_not_remembered()
    {
        var faulty = true;
        var stub = new StubHandler(_ => faulty
            ? StubHandler.Reply(HttpStatusCode.ServiceUnavailable, "")
            : StubHandler.Reply(HttpStatusCode.OK, """{"apiVersions":[]}"""));
        Assert.False(await AskAsync(stub));
        faulty = false;
        Assert.True(await AskAsync(stub));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_sign_of_absence()
    {
        var asked = 0;
        var stub = new StubHandler(_ => asked++ == 0
            ? throw new HttpRequestException("reset", new IOException("reset"))
            : StubHandler.Reply(HttpStatusCode.OK, """{"name":"x"}"""));
        using var connection = Calls.Connect(stub);
        Assert.False(await connection.IsAvailableAsync());
        Assert.Equal("x", await connection.GetNameAsync());
    }

    [Fact]
    public async Task Absence_is_remembered_for_a_minute()
    {
        var there = false;
        var stub = new StubHandler(_ => there
            ? StubHandler.Reply(HttpStatusCode.OK, """{"apiVersions":[]}""")
            : throw new HttpRequestException("no route",
                new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NetworkUnreachable)));
        Assert.False(await AskAsync(stub));
        there = true;
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(await AskAsync(stub));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await AskAsync(stub));
        Assert.Equal(2, stub.Urls.Count);
    }

    [Fact]
    public async Task A_call_that_succeeds_answers_the_question()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "{}");
        using var connection = Connect(stub);
        await connection.GetNameAsync();
        Assert.True(await connection.IsAvailableAsync());
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task Silence_costs_one_second()
    {
        using var connection = Connect(Silent());
        var asked = connection.IsAvailableAsync();
        await _clock.RunAsync(asked, TimeSpan.FromSeconds(90));
        Assert.False(await asked);
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Elapsed);
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task Many_who_ask_at_once_ask_once()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stub = new StubHandler(async (_, stop) =>
        {
            await open.Task.WaitAsync(stop);
            return StubHandler.Reply(HttpStatusCode.OK, """{"apiVersions":[]}""");
        });
        using var connection = Connect(stub);
        var asked = Enumerable.Range(0, 10).Select(_ => connection.IsAvailableAsync()).ToList();
        open.SetResult();
        Assert.DoesNotContain(false, await Task.WhenAll(asked));
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task A_refused_connection_is_an_answer()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var connection = Calls.Connect(endpoint);
        Assert.False(await connection.IsAvailableAsync());
    }

    [Fact]
    public async Task Only_the_caller_s_own_cancellation_and_disposal_throw()
    {
        using var source = new CancellationTokenSource();
        var connection = Connect(Silent());
        var cancelled = connection.IsAvailableAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var disposed = connection.IsAvailableAsync();
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => disposed);
    }

    private static StubHandler Silent() => new(async (_, stop) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        throw new InvalidOperationException("never here");
    });

    private ImdsConnection Connect(StubHandler stub) => Calls.Connect(stub, options => options.TimeProvider = _clock);

    private async Task<bool> AskAsync(StubHandler stub)
    {
        using var connection = Connect(stub); // what is remembered outlives the client
        return await connection.IsAvailableAsync();
    }
}
