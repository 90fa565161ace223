using System.Net;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Tests;

/// <summary>
/// The service's limits, kept by the client, one step after the other; many callers at once are in Imds.Concurrency.Tests. No real time
/// passes.
/// </summary>
public partial class RequestLimitTests
{
    private readonly TestClock _clock = new();
    private readonly List<TimeSpan> _sent = [];

    [Fact]
    public async Task Five_a_second_and_all_come_through_in_their_order()
    {
        var order = new List<int>();
        var stub = new StubHandler(request =>
        {
            lock (_sent)
            {
                _sent.Add(_clock.Elapsed);
                order.Add(int.Parse(request.RequestUri!.Segments[^1]));
            }

            return StubHandler.Reply(HttpStatusCode.OK, "{}");
        });
        using var connection = Connect(stub);
        var calls = Enumerable.Range(0, 23).Select(i => GetAsync(connection, $"instance/{i}")).ToList();
        for (var through = 5; through < 23; through += 5)
        {
            // Nothing else is left to happen when the clock moves.
            await Task.WhenAll(calls.Take(through)).WaitAsync(TimeSpan.FromSeconds(60));
            _clock.AdvanceToNext(TimeSpan.FromMinutes(1));
        }

        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(23, order.Count);
        Assert.All(order.Chunk(5).Select((wave, i) => (wave, i)), wave => Assert.All(wave.wave, call => Assert.Equal(wave.i, call / 5)));
        Assert.All(_sent, start => Assert.InRange(_sent.Count(at => at >= start && at < start + TimeSpan.FromSeconds(1)), 1, 5));
        Assert.InRange(_clock.Elapsed.TotalSeconds, 4, 5);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1.5, 0.5)] // by then it has surely arrived for a second
    public async Task The_second_counts_from_the_answer_as_nobody_knows_how_long_a_request_was_on_its_way(double answered, double wait)
    {
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stub = new StubHandler(async (request, stop) =>
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/slow", StringComparison.Ordinal))
            {
                await slow.Task.WaitAsync(stop);
            }

            return StubHandler.Reply(HttpStatusCode.OK, "{}");
        });
        using var connection = Connect(stub);
        var first = Enumerable.Range(0, 5).Select(i => ServiceEndpoints.Route(connection, $"instance/{i}/slow").GetTextAsync(default))
            .ToList();
        _clock.Advance(TimeSpan.FromSeconds(answered));
        slow.SetResult();
        await Task.WhenAll(first);
        var next = GetAsync(connection, "instance/next");
        _clock.Advance(TimeSpan.FromSeconds(wait - 0.01));
        Assert.Equal(5, stub.Urls.Count);
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        await next.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(6, stub.Urls.Count);
    }

    [Fact]
    public async Task A_request_without_answer_keeps_its_place_for_two_seconds()
    {
        var never = new TaskCompletionSource();
        var stub = new StubHandler(async (_, stop) =>
        {
            await never.Task.WaitAsync(stop);
            return StubHandler.Reply(HttpStatusCode.OK, "{}");
        });
        using var connection = Connect(stub);
        var calls = Enumerable.Range(0, 11).Select(i => GetAsync(connection, $"instance/{i}")).ToList();
        foreach (var sent in new[] { 5, 10 })
        {
            _clock.Advance(TimeSpan.FromSeconds(1.99));
            Assert.Equal(sent, stub.Urls.Count);
            _clock.Advance(TimeSpan.FromSeconds(0.01));
            using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (stub.Urls.Count < Math.Min(sent + 5, 11))
            {
                await Task.Delay(1, hung.Token);
            }
        }

        connection.Dispose();
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        }
    }

    [Fact]
    public async Task Who_comes_when_a_turn_is_free_waits_behind_those_who_came_before()
    {
        var window = new SlidingWindow(1, _clock);
        (await window.WaitAsync(default)).Answered();
        var last = Task.FromResult<SlidingWindow.Slot>(null!);
        using var timer = _clock.CreateTimer(_ => last = window.WaitAsync(default).AsTask(), null, TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        var first = window.WaitAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(last.IsCompleted);
        await first;
    }

    [Fact]
    public async Task One_who_blocks_after_its_turn_holds_up_nobody()
    {
        var window = new SlidingWindow(2, _clock);
        using var done = new ManualResetEventSlim();
        (await window.WaitAsync(default)).Answered();
        (await window.WaitAsync(default)).Answered();
        var blocks = BlockAsync();
        var goesOn = window.WaitAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await goesOn;
        done.Set();
        Assert.True(await blocks);

        async Task<bool> BlockAsync()
        {
            await window.WaitAsync(default).ConfigureAwait(false);
            return done.Wait(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Clients_of_one_endpoint_wait_in_one_line()
    {
        var stub = new StubHandler(_ =>
        {
            _sent.Add(_clock.Elapsed);
            return StubHandler.Reply(HttpStatusCode.OK, "{}");
        });
        using var first = Connect(stub);
        using var second = Connect(stub);
        using var elsewhere = Connect(stub, options => options.Endpoint = new Uri("http://127.0.0.1:9"));
        for (var i = 0; i < 5; i++)
        {
            await GetAsync(i % 2 == 0 ? first : second, "instance");
            await GetAsync(elsewhere, "instance");
        }

        var sixth = GetAsync(second, "instance");
        Assert.False(sixth.IsCompleted);
        await _clock.RunAsync(sixth, TimeSpan.FromSeconds(90));
        await sixth;
        Assert.InRange(_sent[^1].TotalSeconds, 1, 1.1);
    }

    [Fact]
    public async Task Who_gives_up_waiting_costs_the_others_nothing()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "{}");
        using var connection = Connect(stub);
        for (var i = 0; i < 5; i++)
        {
            await GetAsync(connection, $"instance/{i}");
        }

        using var source = new CancellationTokenSource();
        var given = Enumerable.Range(5, 20).Select(i => GetAsync(connection, $"instance/{i}", null, source.Token)).ToList();
        var kept = GetAsync(connection, "instance/kept");
        await source.CancelAsync();
        foreach (var call in given)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await _clock.RunAsync(kept, TimeSpan.FromSeconds(90));
        await kept;
        Assert.InRange(_clock.Elapsed.TotalSeconds, 1, 1.1);
        Assert.Equal(6, stub.Urls.Count);
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task Who_has_given_up_before_takes_no_turn()
    {
        var window = new SlidingWindow(1, _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await window.WaitAsync(new CancellationToken(canceled: true)));
        Assert.True(window.WaitAsync(default).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Where_the_last_who_waits_gives_up_no_timer_stays()
    {
        var window = new SlidingWindow(1, _clock);
        (await window.WaitAsync(default)).Answered();
        using var source = new CancellationTokenSource();
        var waiting = window.WaitAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _clock.TimersSet);
    }

    [Fact]
    public async Task A_turn_comes_free_a_second_after_the_first_answer_not_after_the_last()
    {
        var window = new SlidingWindow(2, _clock);
        (await window.WaitAsync(default)).Answered();
        _clock.Advance(TimeSpan.FromSeconds(0.7));
        (await window.WaitAsync(default)).Answered();
        var third = window.WaitAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(0.29));
        Assert.False(third.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        await third.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Limits_can_be_switched_off()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "{}");
        using var connection = Connect(stub, options => options.LimitRate = false);
        for (var i = 0; i < 50; i++)
        {
            await GetAsync(connection, "instance");
            await GetAsync(connection, "identity/info");
        }

        Assert.Equal((100, TimeSpan.Zero), (stub.Urls.Count, _clock.Elapsed));
    }

    private ImdsConnection Connect(StubHandler stub, Action<ImdsClientOptions>? change = null) => Calls.Connect(stub, options =>
    {
        options.TimeProvider = _clock;
        options.LimitRate = true;
        options.AttemptTimeout = options.Timeout = TimeSpan.FromHours(1);
        change?.Invoke(options);
    });

    private static Task<string> GetAsync(ImdsConnection connection, string path, ImdsQuery? query = null,
        CancellationToken cancellationToken = default) =>
        ServiceEndpoints.Route(connection, path).GetAsync(Calls.ReadName, query!, cancellationToken);

    private static Task<string> TokenAsync(ImdsConnection connection, int i) =>
        GetAsync(connection, "identity/oauth2/token", new ImdsQuery { { "resource", $"r{i}" } });
}
