using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>Equal calls under way share a reply, and replies may be kept for a while.</summary>
public class SharedReplyTests
{
    private readonly TestClock _clock = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StubHandler _stub;

    public SharedReplyTests() => _stub = new StubHandler(async (_, stop) =>
    {
        await _open.Task.WaitAsync(stop);
        return StubHandler.Reply(HttpStatusCode.OK, """{"name":"x"}""");
    });

    [Fact]
    public async Task Equal_calls_under_way_share_one_request()
    {
        using var connection = Calls.Connect(_stub);
        var calls = Enumerable.Range(0, 20).Select(_ => connection.GetNameAsync()).ToList();
        var other = new ImdsRoute(connection, ServiceEndpoints.Instance).ListAsync(default);
        _open.SetResult();
        Assert.All(await Task.WhenAll(calls), name => Assert.Equal("x", name));
        await other;
        Assert.Equal(2, _stub.Urls.Count);
    }

    [Fact]
    public async Task A_call_after_the_reply_asks_anew()
    {
        using var connection = Calls.Connect(_stub);
        _open.SetResult();
        await connection.GetNameAsync();
        await connection.GetNameAsync();
        Assert.Equal(2, _stub.Urls.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\":oops}")]
    [InlineData("""{"error":"Server error"}""")]
    [InlineData("<?xml version=\"1.0\"?><Error/>")]
    public async Task A_reply_that_is_none_is_not_kept(string body)
    {
        var replies = 0;
        var stub = new StubHandler(_ => StubHandler.Reply(HttpStatusCode.OK, replies++ == 0 ? body : """{"name":"x"}"""));
        using var connection = Calls.Connect(stub, options => options.CacheLifetime = TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal("x", await connection.GetNameAsync());
        Assert.Equal("x", await connection.GetNameAsync());
        Assert.Equal(2, replies);
    }

    [Fact]
    public async Task A_post_is_never_shared()
    {
        using var connection = Calls.Connect(_stub);
        var route = new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents);
        var posts = Enumerable.Range(0, 3).Select(i => route.PostAsync(i, (writer, number) => writer.WriteNumberValue(number), default))
            .ToList();
        _open.SetResult();
        await Task.WhenAll(posts);
        Assert.Equal(3, _stub.Urls.Count);
    }

    [Fact]
    public async Task Who_cancels_leaves_alone()
    {
        using var connection = Calls.Connect(_stub);
        using var source = new CancellationTokenSource();
        var first = connection.GetNameAsync(source.Token);
        var second = connection.GetNameAsync();
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first)).CancellationToken);
        _open.SetResult();
        Assert.Equal("x", await second);
        Assert.Single(_stub.Urls);
    }

    [Fact]
    public async Task When_all_have_left_the_request_ends()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stub = new StubHandler(async (_, stop) =>
        {
            using var registration = stop.Register(() => ended.TrySetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException("never here");
        });
        using var connection = Calls.Connect(stub);
        using var source = new CancellationTokenSource();
        var calls = new[] { connection.GetNameAsync(source.Token), connection.GetNameAsync(source.Token) };
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(calls));
        await ended.Task;
        var again = connection.GetNameAsync();
        Assert.Equal(2, stub.Urls.Count);
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => again);
    }

    [Fact]
    public async Task One_who_blocks_after_the_reply_holds_up_nobody()
    {
        using var connection = Calls.Connect(_stub);
        using var done = new ManualResetEventSlim();
        var first = connection.GetNameAsync();
        var second = BlockAsync();
        _open.SetResult();
        await first;
        done.Set();
        Assert.True(await second);

        async Task<bool> BlockAsync()
        {
            await connection.GetNameAsync().ConfigureAwait(false);
            return done.Wait(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task All_who_share_get_the_failure()
    {
        using var connection = Calls.Connect(new StubHandler(async (_, stop) =>
        {
            await _open.Task.WaitAsync(stop);
            return StubHandler.Reply(HttpStatusCode.Forbidden, """{"error":"no"}""");
        }));
        var calls = new[] { connection.GetNameAsync(), connection.GetNameAsync() };
        _open.SetResult();
        foreach (var call in calls)
        {
            Assert.Equal("no", (await Assert.ThrowsAsync<ImdsException>(() => call)).Error);
        }
    }

    [Fact]
    public async Task A_failure_of_the_caller_s_own_handler_reaches_the_caller()
    {
        using var connection = Calls.Connect(new StubHandler((_, _) => throw new NotSupportedException("mine")));
        Assert.Equal("mine", (await Assert.ThrowsAsync<NotSupportedException>(() => connection.GetNameAsync())).Message);
    }

    [Fact]
    public async Task A_kept_reply_stands_in_until_its_time_is_up()
    {
        _open.SetResult();
        using var connection = Keeping();
        await connection.GetNameAsync();
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("x", await connection.GetNameAsync());
        Assert.Single(_stub.Urls);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await connection.GetNameAsync();
        Assert.Equal(2, _stub.Urls.Count);
    }

    [Theory]
    [InlineData("attested/document")]
    [InlineData("scheduledevents")]
    [InlineData("identity/oauth2/token")]
    public async Task What_expires_changes_or_proves_is_not_kept(string path)
    {
        _open.SetResult();
        using var connection = Keeping();
        await ServiceEndpoints.Route(connection, path).GetAsync(Calls.ReadName, default);
        await ServiceEndpoints.Route(connection, path).GetAsync(Calls.ReadName, default);
        Assert.Equal(2, _stub.Urls.Count);
    }

    [Fact]
    public async Task Failures_are_not_kept()
    {
        var stub = new StubHandler(HttpStatusCode.NotFound, "{}");
        using var connection = Calls.Connect(stub, options => options.CacheLifetime = TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(2, stub.Urls.Count);
    }

    [Fact]
    public async Task No_more_than_256_replies_are_kept_and_the_oldest_goes_first()
    {
        _open.SetResult();
        using var connection = Keeping();
        for (var i = 0; i < 257; i++)
        {
            await ServiceEndpoints.Route(connection, $"instance/{i}").GetAsync(Calls.ReadName, default);
            _clock.Advance(TimeSpan.FromTicks(1));
        }

        await ServiceEndpoints.Route(connection, "instance/1").GetAsync(Calls.ReadName, default);
        Assert.Equal(257, _stub.Urls.Count);
        await ServiceEndpoints.Route(connection, "instance/0").GetAsync(Calls.ReadName, default);
        Assert.Equal(258, _stub.Urls.Count);
    }

    [Fact]
    public async Task Routes_that_differ_in_letter_case_are_two()
    {
        _open.SetResult();
        using var connection = Keeping();
        await ServiceEndpoints.Route(connection, "instance/a").GetAsync(Calls.ReadName, default);
        await ServiceEndpoints.Route(connection, "instance/A").GetAsync(Calls.ReadName, default);
        Assert.Equal(2, _stub.Urls.Count);
    }

    private ImdsConnection Keeping() => Calls.Connect(_stub, options =>
    {
        options.TimeProvider = _clock;
        options.CacheLifetime = TimeSpan.FromMinutes(1);
    });
}
