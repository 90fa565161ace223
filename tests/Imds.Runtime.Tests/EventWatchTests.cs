namespace Imds.Runtime.Tests;

/// <summary>What is told of the list of scheduled events, poll by poll. No real time passes.</summary>
public class EventWatchTests
{
    private static readonly ImdsEventShape<Document, Event> Shape = new(
        document => document.Incarnation, document => document.Events, @event => @event.Id, @event => @event.Status);

    private readonly TestClock _clock = new();
    private readonly Queue<Func<Document>> _replies = new();
    private int _polls;

    [Fact]
    public async Task The_life_of_an_event_is_told()
    {
        Replies(
            new Document(1),
            new Document(2, new Event("a", "Scheduled", "10:00")),
            new Document(3, new Event("a", "Scheduled", "10:05"), new Event("b", "Scheduled")),
            new Document(4, new Event("b", "Scheduled"), new Event("a", "Started")),
            new Document(5, new Event("b", "Scheduled")),
            new Document(6));
        Assert.Equal(
            ["Appeared a 2", "Changed a 3", "Appeared b 3", "Started a 4", "Gone a 5", "Gone b 6"],
            await WatchAsync(6));
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Elapsed);
    }

    [Fact]
    public async Task An_event_that_has_begun_before_is_told_as_both()
    {
        Replies(new Document(7, new Event("a", "Started"), new Event("b", "scheduled"), new Event("c", "started")));
        Assert.Equal(["Appeared a 7", "Started a 7", "Appeared b 7", "Appeared c 7", "Started c 7"], await WatchAsync(5));
    }

    [Fact]
    public async Task A_list_of_the_same_incarnation_is_no_change()
    {
        Replies(new Document(1, new Event("a", "Scheduled")), new Document(1, new Event("x", "Scheduled")),
            new Document(2, new Event("a", "Started")));
        Assert.Equal(["Appeared a 1", "Started a 2"], await WatchAsync(2));
    }

    [Fact]
    public async Task An_incarnation_that_goes_back_is_another_list()
    {
        Replies(new Document(9, new Event("a", "Scheduled")), new Document(1));
        Assert.Equal(["Appeared a 9", "Gone a 1"], await WatchAsync(2));
    }

    [Fact]
    public async Task Events_whose_names_differ_in_case_are_two()
    {
        Replies(new Document(1, new Event("a", "Scheduled")), new Document(2, new Event("A", "Scheduled")));
        Assert.Equal(["Appeared a 1", "Gone a 2", "Appeared A 2"], await WatchAsync(3));
    }

    [Fact]
    public async Task A_change_shows_what_where_and_which()
    {
        Replies(new Document(3, new Event("a", "Scheduled")));
        await using var changes = ImdsEventWatch.WatchAsync(GetAsync, Shape, Options()).GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal($"Appeared (3): {new Event("a", "Scheduled")}", changes.Current.ToString());
    }

    [Fact]
    public async Task An_event_given_twice_counts_once()
    {
        Replies(new Document(1, new Event("a", "Scheduled"), new Event("a", "Started")), new Document(2));
        Assert.Equal(["Appeared a 1", "Gone a 2"], await WatchAsync(2));
    }

    [Fact]
    public async Task Empty_replies_and_passing_faults_end_no_watch_and_no_event()
    {
        Replies(new Document(1, new Event("a", "Scheduled")));
        foreach (var reason in new[] { ImdsFailure.EmptyReply, ImdsFailure.ServiceFault, ImdsFailure.TimedOut, ImdsFailure.Interrupted,
            ImdsFailure.Unreachable, ImdsFailure.Throttled, ImdsFailure.InvalidReply })
        {
            _replies.Enqueue(() => throw new ImdsException(reason, "passes"));
        }

        Replies(new Document(2));
        Assert.Equal(["Appeared a 1", "Gone a 2"], await WatchAsync(2));
        Assert.Equal(9, _polls);
    }

    [Fact]
    public async Task A_service_that_asks_to_wait_is_waited_for()
    {
        Replies(new Document(1));
        _replies.Enqueue(() => throw new ImdsException(ImdsFailure.Throttled, "later") { RetryAfter = TimeSpan.FromSeconds(200) });
        Replies(new Document(2, new Event("a", "Scheduled")));
        Assert.Equal(["Appeared a 2"], await WatchAsync(1));
        Assert.Equal((3, TimeSpan.FromSeconds(201)), (_polls, _clock.Elapsed));
    }

    [Fact]
    public async Task A_service_that_asks_to_wait_for_longer_than_the_watch_is_patient_is_asked_once_more_at_its_end()
    {
        Replies(new Document(1));
        for (var i = 0; i < 10; i++)
        {
            _replies.Enqueue(() => throw new ImdsException(ImdsFailure.Throttled, "later") { RetryAfter = TimeSpan.FromHours(1) });
        }

        await Assert.ThrowsAsync<ImdsException>(() => WatchAsync(1));
        Assert.Equal((3, TimeSpan.FromSeconds(301)), (_polls, _clock.Elapsed));
    }

    [Theory]
    [InlineData(ImdsFailure.Refused)]
    [InlineData(ImdsFailure.NotImds)]
    [InlineData(ImdsFailure.BodyTooLarge)]
    public async Task What_does_not_pass_ends_the_watch(ImdsFailure reason)
    {
        Replies(new Document(1));
        _replies.Enqueue(() => throw new ImdsException(reason, "stays"));
        Assert.Equal(reason, (await Assert.ThrowsAsync<ImdsException>(() => WatchAsync(1))).Reason);
        Assert.Equal(2, _polls);
    }

    [Fact]
    public async Task Patience_has_an_end()
    {
        Replies(new Document(1));
        for (var i = 0; i < 1000; i++)
        {
            _replies.Enqueue(() => throw new ImdsException(ImdsFailure.ServiceFault, "lasts"));
        }

        await Assert.ThrowsAsync<ImdsException>(() => WatchAsync(1));
        Assert.Equal(TimeSpan.FromSeconds(301), _clock.Elapsed);
    }

    [Fact]
    public async Task A_success_renews_the_patience()
    {
        for (var round = 0; round < 3; round++)
        {
            Replies(new Document(1));
            for (var i = 0; i < 200; i++)
            {
                _replies.Enqueue(() => throw new ImdsException(ImdsFailure.ServiceFault, "passes"));
            }
        }

        Replies(new Document(2, new Event("a", "Scheduled")));
        Assert.Equal(["Appeared a 2"], await WatchAsync(1));
    }

    [Fact]
    public async Task Cancellation_ends_the_watch_at_once()
    {
        Replies(new Document(1, new Event("a", "Scheduled")));
        using var source = new CancellationTokenSource();
        await using var changes = ImdsEventWatch.WatchAsync(GetAsync, Shape, Options()).GetAsyncEnumerator(source.Token);
        Assert.True(await changes.MoveNextAsync());
        var next = changes.MoveNextAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await _clock.NoTimerAsync();
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public void Arguments_are_checked_before_the_watch_begins()
    {
        Assert.Throws<ArgumentNullException>(() => ImdsEventWatch.WatchAsync(null!, Shape));
        Assert.Throws<ArgumentNullException>(() => ImdsEventWatch.WatchAsync<Document, Event>(GetAsync, null!));
        Assert.Throws<ArgumentException>(() =>
            ImdsEventWatch.WatchAsync(GetAsync, Shape, new ImdsWatchOptions { Interval = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() =>
            ImdsEventWatch.WatchAsync(GetAsync, Shape, new ImdsWatchOptions { Patience = TimeSpan.FromSeconds(-1) }));
    }

    private void Replies(params Document[] documents)
    {
        foreach (var document in documents)
        {
            _replies.Enqueue(() => document);
        }
    }

    private Task<Document> GetAsync(CancellationToken cancellationToken)
    {
        _polls++;
        return Task.FromResult(_replies.Dequeue()());
    }

    private ImdsWatchOptions Options() => new() { TimeProvider = _clock };

    private async Task<List<string>> WatchAsync(int count)
    {
        var told = new List<string>();
        async Task ReadAsync()
        {
            await foreach (var change in ImdsEventWatch.WatchAsync(GetAsync, Shape, Options()))
            {
                told.Add($"{change.Kind} {change.Event.Id} {change.Incarnation}");
                if (told.Count == count)
                {
                    return;
                }
            }
        }

        var reading = ReadAsync();
        await _clock.RunAsync(reading, TimeSpan.MaxValue);
        await reading;
        return told;
    }

    private sealed record Document(long Incarnation, params Event[] Events);

    private sealed record Event(string Id, string Status, string NotBefore = "");
}
