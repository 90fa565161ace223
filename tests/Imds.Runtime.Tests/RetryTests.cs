using System.Net;
using System.Net.Http.Headers;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Tests;

/// <summary>Which failures are followed by another try, and how long after. No real time passes.</summary>
public class RetryTests
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(100);

    private readonly TestClock _clock = new();

    public static TheoryData<string, int, int, double> Faults => new()
    {
        // endpoint, status, tries, seconds at least (and up to a quarter more)
        { "instance", 400, 1, 0 },
        { "instance", 403, 1, 0 },
        { "instance", 404, 1, 0 },
        { "instance", 405, 1, 0 },
        { "instance", 408, 5, 1 + 2 + 4 + 8 },
        { "instance", 410, 8, 70 },
        { "instance", 429, 5, 15 },
        { "instance", 500, 5, 15 },
        { "instance", 502, 5, 15 },
        { "instance", 503, 5, 15 },
        { "instance", 504, 5, 15 },
        { "attested/document", 404, 1, 0 },
        { "attested/document", 503, 5, 15 },
        { "loadbalancer", 404, 1, 0 },
        { "scheduledevents", 404, 1, 0 },
        { "scheduledevents", 429, 5, 15 },
        { "versions", 500, 5, 15 },
        { "identity/oauth2/token", 400, 1, 0 },
        { "identity/oauth2/token", 403, 1, 0 },
        { "identity/oauth2/token", 404, 5, 2 + 4 + 8 + 16 },
        { "identity/oauth2/token", 410, 8, 70 },
        { "identity/oauth2/token", 429, 5, 30 },
        { "identity/oauth2/token", 500, 5, 30 },
        { "identity/info", 404, 5, 30 },
        { "identityx", 404, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lasting_fault_is_tried_as_often_as_the_rules_say(string endpoint, int status, int tries, double seconds)
    {
        var stub = new StubHandler((HttpStatusCode)status, """{"error":"lasting"}""");
        var failure = await FailAsync(stub, endpoint);
        Assert.Equal((HttpStatusCode)status, failure.StatusCode);
        Assert.Equal((tries, tries), (stub.Urls.Count, failure.Attempts));
        Assert.InRange(_clock.Elapsed.TotalSeconds, seconds, seconds * (status == 410 ? 1 : 1.25));
        Assert.Contains("lasting", failure.Message);
        Assert.Equal(tries > 1, failure.Message.Contains($"({tries} attempts.)"));
        await _clock.NoTimerAsync();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(410)]
    public async Task A_fault_that_passes_is_no_failure(int status)
    {
        var count = 0;
        var stub = new StubHandler(_ =>
            ++count < 3 ? StubHandler.Reply((HttpStatusCode)status, "") : StubHandler.Reply(HttpStatusCode.OK, """{"name":"x"}"""));
        Assert.Equal("x", await RunAsync(Connect(stub).GetNameAsync()));
        Assert.Equal(3, count);
        Assert.InRange(_clock.Elapsed.TotalSeconds, status == 410 ? 20 : 3, status == 410 ? 20 : 3.75);
    }

    [Theory]
    [InlineData("""{ "error": "Not found. Invalid version requested" }""")]
    [InlineData("""{ "error": "Not found", "newest-versions": ["2021-02-01"] }""")]
    public async Task A_version_that_is_refused_is_refused_the_next_time_too(string body)
    {
        var stub = new StubHandler(HttpStatusCode.NotFound, body);
        using var connection = Calls.Connect(stub, options => options.MaxAttempts = 5);
        await Assert.ThrowsAsync<ImdsException>(() => ServiceEndpoints.Route(connection, "identity/oauth2/token").GetTextAsync(default));
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task A_post_is_tried_again_with_its_document()
    {
        var bodies = new List<string>();
        var stub = new StubHandler(async (request, stop) =>
        {
            bodies.Add(await request.Content!.ReadAsStringAsync(stop));
            return StubHandler.Reply(bodies.Count < 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, "");
        });
        var call = new ImdsRoute(Connect(stub), ServiceEndpoints.ScheduledEvents).PostAsync("event",
            (writer, text) => writer.WriteStringValue(text), default);
        await _clock.RunAsync(call, Whole);
        await call;
        Assert.Equal(["\"event\"", "\"event\""], bodies);
    }

    [Theory]
    [InlineData(429, 7, 28)]
    [InlineData(503, 20, 80)]
    public async Task The_wait_that_the_service_asks_for_is_kept(int status, int retryAfter, int seconds)
    {
        var failure = await FailAsync(new StubHandler(_ => Throttled(status, TimeSpan.FromSeconds(retryAfter))));
        Assert.Equal(5, failure.Attempts);
        Assert.Equal(seconds, _clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task A_wait_that_the_call_has_no_time_for_is_not_begun()
    {
        var failure = await FailAsync(new StubHandler(_ => Throttled(429, TimeSpan.FromHours(1))));
        Assert.Equal((1, TimeSpan.Zero, ImdsFailure.Throttled), (failure.Attempts, _clock.Elapsed, failure.Reason));
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
    }

    [Fact]
    public async Task A_wait_of_nothing_is_none_asked_for()
    {
        await FailAsync(new StubHandler(_ => Throttled(429, TimeSpan.Zero)));
        Assert.InRange(_clock.Elapsed.TotalSeconds, 15, 15 * 1.25);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(10_000, 60)]
    public void A_wait_is_never_longer_than_a_minute(int attempts, int seconds)
    {
        var policy = new RetryPolicy(int.MaxValue, TimeSpan.FromSeconds(1));
        var failure = new ImdsException(ImdsFailure.ServiceFault, "lasts");
        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.WaitAfter(failure, ServiceEndpoints.Instance, attempts, true, jitter: 0));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    public void A_service_that_is_not_there_is_tried_three_times_at_most_and_no_more_than_was_asked_for(int most, int tries)
    {
        var policy = new RetryPolicy(most, TimeSpan.FromSeconds(1));
        var failure = new ImdsException(ImdsFailure.Unreachable, "not there");
        Assert.NotNull(policy.WaitAfter(failure, ServiceEndpoints.Instance, tries - 1, true, jitter: 0));
        Assert.Null(policy.WaitAfter(failure, ServiceEndpoints.Instance, tries, true, jitter: 0));
    }

    [Fact]
    public async Task Waits_have_jitter()
    {
        var waits = new HashSet<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            var start = _clock.Elapsed;
            using var connection = Connect(new StubHandler(HttpStatusCode.InternalServerError, ""), options => options.MaxAttempts = 2);
            var call = connection.GetNameAsync();
            await _clock.RunAsync(call, start + Whole);
            await Assert.ThrowsAsync<ImdsException>(() => call);
            waits.Add(_clock.Elapsed - start);
        }

        Assert.InRange(waits.Count, 2, 20);
    }

    [Fact]
    public async Task A_connection_that_fails_is_tried_three_times_where_the_service_has_answered_before()
    {
        var count = 0;
        var stub = new StubHandler(_ => ++count == 1 ? StubHandler.Reply(HttpStatusCode.OK, """{"name":"x"}""") : throw Refused());
        var connection = Connect(stub);
        Assert.Equal("x", await RunAsync(connection.GetNameAsync()));
        var call = connection.GetNameAsync();
        await _clock.RunAsync(call, Whole);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((ImdsFailure.Unreachable, 3, 4), (failure.Reason, failure.Attempts, stub.Urls.Count));
        Assert.InRange(_clock.Elapsed.TotalSeconds, 3, 3.75);
    }

    [Fact]
    public async Task Without_a_memory_of_absence_a_connection_that_fails_is_tried_three_times()
    {
        var stub = new StubHandler(_ => throw Refused());
        var call = Connect(stub, options => options.AbsenceLifetime = TimeSpan.Zero).GetNameAsync();
        await _clock.RunAsync(call, Whole);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((ImdsFailure.Unreachable, 3), (failure.Reason, stub.Urls.Count));
    }

    [Fact]
    public async Task Where_no_service_was_found_calls_fail_at_once_for_a_minute_and_say_since_when()
    {
        var stub = new StubHandler(_ => throw Refused());
        var connection = Connect(stub);
        var first = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal((ImdsFailure.Unreachable, TimeSpan.Zero, 1), (first.Reason, _clock.Elapsed, stub.Urls.Count));

        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(59));
        using var other = Connect(stub); // what one client found, others know
        var second = await Assert.ThrowsAsync<ImdsException>(() => other.GetNameAsync());
        Assert.Equal((ImdsFailure.Unreachable, 1), (second.Reason, stub.Urls.Count));
        Assert.Contains($"since {since:yyyy-MM-dd HH:mm:ss} UTC (59 s ago)", second.Message);
        Assert.Contains("AbsenceLifetime", second.Message);
        Assert.False(await other.IsAvailableAsync());
        Assert.Single(stub.Urls);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(2, stub.Urls.Count);
    }

    [Fact]
    public async Task What_a_probe_did_not_find_no_call_looks_for()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "<html>Sign in</html>");
        var connection = Connect(stub);
        Assert.False(await connection.IsAvailableAsync());
        var asked = stub.Urls.Count;
        var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal((ImdsFailure.Unreachable, asked), (failure.Reason, stub.Urls.Count));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        var stub = new StubHandler(_ => throw new HttpRequestException("broken", new IOException("reset")));
        Assert.Equal((ImdsFailure.Interrupted, 5), ((await FailAsync(stub)).Reason, stub.Urls.Count));
    }

    [Theory]
    [InlineData("text/html", "<html>")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "garbage")]
    public async Task What_a_further_try_does_not_better_is_final(string mediaType, string body)
    {
        var stub = new StubHandler(HttpStatusCode.OK, body, mediaType);
        await FailAsync(stub);
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task A_service_that_hangs_is_tried_until_the_tries_are_used_up()
    {
        var count = 0;
        var stub = new StubHandler((request, stop) => ++count == 1
            ? Task.FromResult(StubHandler.Reply(HttpStatusCode.OK, """{"name":"x"}""")) : HangAsync(request, stop));
        var connection = Connect(stub, options => options.AttemptTimeout = TimeSpan.FromSeconds(3));
        Assert.Equal("x", await connection.GetNameAsync());
        var call = connection.GetNameAsync();
        await _clock.RunAsync(call, Whole);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((ImdsFailure.TimedOut, 5), (failure.Reason, failure.Attempts));
        Assert.InRange(_clock.Elapsed.TotalSeconds, (5 * 3) + 15, (5 * 3) + (15 * 1.25));
    }

    [Fact]
    public async Task The_whole_time_ends_the_tries_and_tells_of_the_last()
    {
        var count = 0;
        var stub = new StubHandler((request, stop) =>
            ++count == 1 ? Task.FromResult(StubHandler.Reply(HttpStatusCode.InternalServerError, "Server error"))
                : HangAsync(request, stop));
        var call = Connect(stub).GetNameAsync();
        await _clock.RunAsync(call, Whole + TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((ImdsFailure.TimedOut, 2, Whole), (failure.Reason, failure.Attempts, _clock.Elapsed));
        Assert.Contains("Server error", failure.Message);
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task One_try_means_no_repetition()
    {
        var stub = new StubHandler(HttpStatusCode.Gone, "");
        using var connection = Connect(stub, options => options.MaxAttempts = 1);
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task Cancellation_between_tries_is_at_once()
    {
        using var source = new CancellationTokenSource();
        var stub = new StubHandler(HttpStatusCode.InternalServerError, "");
        var call = Connect(stub).GetNameAsync(source.Token);
        while (_clock.TimersSet < 2)
        {
            await Task.Delay(1);
        }

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _clock.NoTimerAsync();
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
        Assert.Single(stub.Urls);
    }

    private static HttpResponseMessage Throttled(int status, TimeSpan retryAfter)
    {
        var reply = StubHandler.Reply((HttpStatusCode)status, "");
        reply.Headers.RetryAfter = new RetryConditionHeaderValue(retryAfter);
        return reply;
    }

    private static async Task<HttpResponseMessage> HangAsync(HttpRequestMessage request, CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        throw new InvalidOperationException("never here");
    }

    private ImdsConnection Connect(StubHandler stub, Action<ImdsClientOptions>? change = null) => Calls.Connect(stub, options =>
    {
        options.TimeProvider = _clock;
        options.MaxAttempts = 5;
        options.AttemptTimeout = options.ScheduledEventsTimeout = Whole + TimeSpan.FromSeconds(10); // out of the way unless a test wants it
        change?.Invoke(options);
    });

    private async Task<T> RunAsync<T>(Task<T> call)
    {
        await _clock.RunAsync(call, Whole);
        return await call;
    }

    private async Task<ImdsException> FailAsync(StubHandler stub, string endpoint = "instance")
    {
        var call = ServiceEndpoints.Route(Connect(stub), endpoint).GetAsync(Calls.ReadName, default);
        await _clock.RunAsync(call, Whole);
        return await Assert.ThrowsAsync<ImdsException>(() => call);
    }

    private static HttpRequestException Refused() =>
        new("refused", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused));
}
