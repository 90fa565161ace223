using System.Net;
using Imds.Runtime.Tests;

namespace Imds.Concurrency.Tests;

/// <summary>
/// What a watch tells of scheduled events, in whatever order they come and go, the service answers and fails, others ask for the same list,
/// and the clock moves.
/// </summary>
public class WatchScheduleTests
{
    private const string Last = "last";

    private static readonly ImdsEventShape<Document, Event> Shape = new(
        document => document.Incarnation, document => document.Events, @event => @event.Id, @event => @event.Status);

    [Fact]
    public void Each_event_appears_starts_and_goes_once_and_none_is_lost() => Schedule.TryAll(schedule =>
    {
        var service = new Board(schedule);
        var (told, seen) = (new List<string>(), new HashSet<string>());
        var watch = new Caller(schedule, async stop =>
        {
            await foreach (var change in ImdsEventWatch.WatchAsync(SeeAsync, Shape, Options(schedule), stop))
            {
                told.Add($"{change.Event.Id} {change.Kind}");
                if (change.Event.Id == Last)
                {
                    return "";
                }

                if (schedule.Chance(3))
                {
                    await schedule.PauseAsync(stop); // whoever reads may take its time
                }
            }

            return "ended by itself";
        }, mayCancel: false);
        var others = Enumerable.Range(0, 6)
            .Select(i => new Caller(schedule, service.AskAsync, mayCancel: i % 2 == 0)).ToList();
        service.Begin(events: 4, schedule);
        return () =>
        {
            Assert.Equal("", watch.Answer);
            Assert.All(others, other => Assert.True(other.Answer is null or "", "Somebody else has failed."));
            Assert.All(seen, id => Assert.Contains($"{id} {ImdsEventChangeKind.Appeared}", told));
            foreach (var life in told.Select(change => change.Split(' ')).GroupBy(change => change[0], change => change[1]))
            {
                Assert.Contains(string.Join(' ', life), life.Key == Last ? ["Appeared"]
                    : new[] { "Appeared Gone", "Appeared Started Gone" });
            }
        };

        async Task<Document> SeeAsync(CancellationToken stop)
        {
            var document = await service.GetAsync(stop);
            seen.UnionWith(document.Events.Select(@event => @event.Id));
            return document;
        }
    });

    [Fact]
    public void A_watch_that_is_cancelled_ends_whatever_it_waits_for() => Schedule.TryAll(schedule =>
    {
        var service = new Board(schedule);
        var watches = Enumerable.Range(0, 4).Select(_ => new Caller(schedule, async stop =>
        {
            await foreach (var change in ImdsEventWatch.WatchAsync(service.GetAsync, Shape, Options(schedule), stop))
            {
                Assert.NotEqual("", change.Event.Id);
            }

            return "ended by itself";
        }, mayCancel: true)).ToList();
        service.Begin(events: 3, schedule);
        return () => Assert.All(watches, watch => Assert.Null(watch.Answer));
    });

    [Fact]
    public void A_service_that_fails_for_good_ends_the_watch_when_its_patience_does() => Schedule.TryAll(schedule =>
    {
        var service = new Board(schedule) { FailsFrom = 3 };
        var watch = new Caller(schedule, async stop =>
        {
            try
            {
                await foreach (var _ in ImdsEventWatch.WatchAsync(service.GetAsync, Shape, Options(schedule), stop))
                {
                }
            }
            catch (ImdsException e) when (e.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return "failed";
            }

            return "ended by itself";
        }, mayCancel: false);
        return () =>
        {
            Assert.Equal("failed", watch.Answer);
            Assert.InRange(schedule.Clock.Elapsed, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        };
    });

    private static ImdsWatchOptions Options(Schedule schedule) =>
        new() { TimeProvider = schedule.Clock, Patience = TimeSpan.FromSeconds(30) };

    /// <summary>The list of events of a service that is slow, fails, answers with nothing, and asks to wait.</summary>
    private sealed class Board
    {
        private readonly Schedule _schedule;
        private readonly ImdsConnection _connection;
        private readonly SortedDictionary<string, string> _events = new(StringComparer.Ordinal);
        private int _incarnation = 1;
        private int _asked;
        private int _failures;

        public Board(Schedule schedule)
        {
            _schedule = schedule;
            _connection = new ImdsConnection(new ImdsClientOptions
            {
                Handler = new StubHandler(AnswerAsync),
                TimeProvider = schedule.Clock,
                MaxAttempts = 2,
                Jitter = 0,
                ScheduledEventsTimeout = TimeSpan.FromHours(1),
            }, Calls.Version);
        }

        /// <summary>The request from which on all fail.</summary>
        public int FailsFrom { get; init; } = int.MaxValue;

        public async Task<Document> GetAsync(CancellationToken cancellationToken)
        {
            var text = await ServiceEndpoints.Route(_connection, "scheduledevents").GetAsync(Calls.ReadName, cancellationToken);
            var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return parts.Length == 0
                ? throw new ImdsException(ImdsFailure.EmptyReply, "Nothing.")
                : new Document(int.Parse(parts[0]), [.. parts.Skip(1).Select(part => new Event(part.Split(':')[0], part.Split(':')[1]))]);
        }

        /// <summary>As somebody does who does not watch.</summary>
        public async Task<string> AskAsync(CancellationToken cancellationToken)
        {
            try
            {
                await GetAsync(cancellationToken);
            }
            catch (ImdsException e) when (e.Reason == ImdsFailure.EmptyReply)
            {
                return ""; // an answer too
            }

            return "";
        }

        /// <summary>Lets events come, start or not, and go, and after them the last, which stays.</summary>
        public void Begin(int events, Schedule schedule)
        {
            var left = events;
            for (var i = 0; i < events; i++)
            {
                var id = $"e{i}";
                schedule.Sometime(() => Change(id, "Scheduled", () => schedule.Sometime(() =>
                {
                    if (schedule.Chance(2))
                    {
                        Change(id, "Started", () => schedule.Sometime(() => Go(id)));
                    }
                    else
                    {
                        Go(id);
                    }
                })));
            }

            void Go(string id)
            {
                _events.Remove(id);
                _incarnation++;
                if (--left == 0)
                {
                    Change(Last, "Scheduled", () => { });
                }
            }
        }

        private void Change(string id, string status, Action next)
        {
            _events[id] = status;
            _incarnation++;
            next();
        }

        private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var number = ++_asked;
            await _schedule.PauseAsync(stop);
            var list = $"{_incarnation} {string.Join(' ', _events.Select(@event => $"{@event.Key}:{@event.Value}"))}";
            await _schedule.PauseAsync(stop);
            if (number >= FailsFrom)
            {
                return StubHandler.Reply(HttpStatusCode.ServiceUnavailable, "{}");
            }

            // Never so often that a call fails, as the others have no patience.
            if (_failures == 0 && _schedule.Chance(3))
            {
                _failures++;
                var status = _schedule.Chance(2) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.TooManyRequests;
                var reply = StubHandler.Reply(status, "{}");
                if (_schedule.Chance(2))
                {
                    reply.Headers.RetryAfter = new(TimeSpan.FromSeconds(2));
                }

                return reply;
            }

            _failures = 0;
            return StubHandler.Reply(HttpStatusCode.OK, $$"""{"name":"{{(_schedule.Chance(5) ? "" : list)}}"}""");
        }
    }

    private sealed record Document(int Incarnation, Event[] Events);

    private sealed record Event(string Id, string Status);
}
