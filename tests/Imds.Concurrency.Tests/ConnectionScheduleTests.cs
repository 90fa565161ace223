using System.Net;
using Imds.Runtime.Tests;

namespace Imds.Concurrency.Tests;

/// <summary>What holds in whatever order the calls of a client start, are answered, cancelled and timed.</summary>
public class ConnectionScheduleTests
{
    private const string Older = "2020-09-01";

    [Fact]
    public void Five_requests_a_second_and_no_more() => Schedule.TryAll(schedule =>
    {
        var sent = new List<TimeSpan>();
        var connection = Connect(schedule, async (request, stop) =>
        {
            sent.Add(schedule.Clock.Elapsed);
            await schedule.PauseAsync(stop);
            return Named(request.RequestUri!.Segments[^1]);
        });
        var callers = Enumerable.Range(0, 14)
            .Select(i => new Caller(schedule, stop => GetAsync(connection, $"instance/{i}", stop), mayCancel: i % 3 == 0)).ToList();
        return () =>
        {
            AllAreAnswered(callers, i => $"{i}");
            Assert.All(sent, start => Assert.InRange(sent.Count(at => at >= start && at < start + TimeSpan.FromSeconds(1)), 1, 5));
        };
    });

    [Fact]
    public void Ten_thousand_calls_of_64_callers_are_all_answered_and_never_above_the_limit() => Schedule.TryLong(schedule =>
    {
        var (next, answered, most) = (0, 0, 0);
        var lastSecond = new Queue<TimeSpan>();
        var connection = Connect(schedule, async (request, stop) =>
        {
            lastSecond.Enqueue(schedule.Clock.Elapsed);
            while (lastSecond.Peek() <= schedule.Clock.Elapsed - TimeSpan.FromSeconds(1))
            {
                lastSecond.Dequeue();
            }

            most = Math.Max(most, lastSecond.Count);
            await schedule.PauseAsync(stop);
            return Named(request.RequestUri!.Segments[^1]);
        }, options => options.Timeout = options.AttemptTimeout = TimeSpan.FromDays(1));
        for (var i = 0; i < 64; i++)
        {
            _ = new Caller(schedule, async stop =>
            {
                while (next < 10_000)
                {
                    var own = $"{++next}";
                    Assert.Equal(own, await GetAsync(connection, $"instance/{own}", stop));
                    answered++;
                }

                return "";
            }, mayCancel: false);
        }

        return () => Assert.Equal((10_000, 5), (answered, most));
    });

    [Fact]
    public void Twenty_requests_a_second_for_identity_and_no_more() => Schedule.TryAll(schedule =>
    {
        var sent = new List<TimeSpan>();
        var connection = Connect(schedule, async (request, stop) =>
        {
            sent.Add(schedule.Clock.Elapsed);
            await schedule.PauseAsync(stop);
            return Named(request.RequestUri!.Segments[^1]);
        });
        var callers = Enumerable.Range(0, 50)
            .Select(i => new Caller(schedule, stop => GetAsync(connection, $"identity/info/{i}", stop), mayCancel: i % 5 == 0)).ToList();
        return () =>
        {
            AllAreAnswered(callers, i => $"{i}");
            Assert.All(sent, start => Assert.InRange(sent.Count(at => at >= start && at < start + TimeSpan.FromSeconds(1)), 1, 20));
        };
    });

    [Fact]
    public void Five_requests_at_once_for_identity_and_no_more() => Schedule.TryAll(schedule =>
    {
        var (under, most) = (0, 0);
        var connection = Connect(schedule, async (request, stop) =>
        {
            most = Math.Max(most, ++under);
            try
            {
                await schedule.PauseAsync(stop);
                return schedule.Chance(4) ? StubHandler.Reply(HttpStatusCode.BadRequest, "{}") : Named(request.RequestUri!.Segments[^1]);
            }
            finally
            {
                under--;
            }
        });
        var callers = Enumerable.Range(0, 14)
            .Select(i => new Caller(schedule, stop => GetAsync(connection, $"identity/info/{i}", stop), mayCancel: i % 3 == 0)).ToList();
        return () =>
        {
            foreach (var (caller, i) in callers.Select((caller, i) => (caller, i)))
            {
                try
                {
                    Assert.Contains(caller.Answer, new[] { null, $"{i}" });
                }
                catch (ImdsException e) when (e.StatusCode == HttpStatusCode.BadRequest)
                {
                    continue; // an answer too
                }
            }

            Assert.InRange(most, 1, 5);
            Assert.Equal(0, under);
        };
    });

    [Fact]
    public void Equal_calls_under_way_share_one_request_and_its_answer() => Schedule.TryAll(schedule =>
    {
        var underWay = new List<(string Url, CancellationToken Stop)>();
        var requests = 0;
        var connection = Connect(schedule, async (request, stop) =>
        {
            var own = (request.RequestUri!.AbsolutePath, stop);
            Assert.DoesNotContain(underWay, other => other.Url == own.AbsolutePath && !other.Stop.IsCancellationRequested);
            underWay.Add(own);
            try
            {
                await schedule.PauseAsync(stop);
                return Named($"{request.RequestUri!.Segments[^1]} {++requests}");
            }
            finally
            {
                underWay.Remove(own);
            }
        }, options => options.LimitRate = false);
        var callers = Enumerable.Range(0, 9)
            .Select(i => new Caller(schedule, stop => GetAsync(connection, $"instance/{i % 2}", stop), mayCancel: i % 3 != 0)).ToList();
        return () =>
        {
            AllAreAnswered(callers, i => $"{i % 2} ", whole: false);
            Assert.Empty(underWay);
        };
    });

    [Fact]
    public void A_failure_is_that_of_the_request_and_of_nobody_else() => Schedule.TryAll(schedule =>
    {
        var requests = 0;
        var connection = Connect(schedule, async (request, stop) =>
        {
            var number = ++requests;
            await schedule.PauseAsync(stop);
            return request.RequestUri!.AbsolutePath.EndsWith('0')
                ? StubHandler.Reply(HttpStatusCode.Forbidden, $$"""{"error":"no {{number}}"}""") : Named("yes");
        }, options => options.LimitRate = false);
        var callers = Enumerable.Range(0, 9)
            .Select(i => new Caller(schedule, stop => GetAsync(connection, $"instance/{i % 2}", stop), mayCancel: i % 3 != 0)).ToList();
        return () =>
        {
            for (var i = 0; i < callers.Count; i++)
            {
                try
                {
                    Assert.Contains(callers[i].Answer, i % 2 == 0 ? [null] : new[] { null, "yes" });
                }
                catch (ImdsException e)
                {
                    Assert.Equal((0, "no "), (i % 2, e.Error[..3]));
                }
            }
        };
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void All_calls_come_to_the_same_older_version(bool refusalNamesIt) => Schedule.TryAll(schedule =>
    {
        var (lists, log) = (0, new LogList());
        var refusal = refusalNamesIt
            ? $$"""{"error":"Bad request. api-version is invalid","newest-versions":["{{Older}}"]}""" : """{"error":"Invalid version"}""";
        var options = Options(schedule, async (request, stop) =>
        {
            await schedule.PauseAsync(stop);
            if (request.RequestUri!.AbsolutePath.EndsWith("/versions", StringComparison.Ordinal))
            {
                lists++;
                return StubHandler.Reply(HttpStatusCode.OK, $$"""{"apiVersions":["2019-06-01","{{Older}}"]}""");
            }

            return request.RequestUri.Query.Contains(Older, StringComparison.Ordinal)
                ? Named(request.RequestUri.Segments[^1]) : StubHandler.Reply(HttpStatusCode.BadRequest, refusal);
        }, options =>
        {
            options.LimitRate = false;
            options.LoggerFactory = log;
        });
        var connection = new ImdsConnection(options, Calls.Version, "2019-06-01", ["2019-06-01", Older, Calls.Version]);
        var callers = Enumerable.Range(0, 8)
            .Select(i => new Caller(schedule, stop => GetAsync(connection, $"instance/{i % 5}", stop), mayCancel: i % 2 == 0)).ToList();
        return () =>
        {
            AllAreAnswered(callers, i => $"{i % 5}");
            Assert.Equal(Older, connection.ApiVersion.ToString());
            Assert.Single(log.Lines, line => line.Text.Contains("calls ask for", StringComparison.Ordinal));
            Assert.InRange(lists, refusalNamesIt ? 0 : 1, refusalNamesIt ? 0 : 1 + 4); // who cancels while it asks leaves it to the next
        };
    });

    [Fact]
    public void No_kept_reply_is_older_than_its_time() => Schedule.TryAll(schedule =>
    {
        var lifetime = TimeSpan.FromMinutes(1);
        var connection = Connect(schedule, async (_, stop) =>
        {
            await schedule.PauseAsync(stop);
            return Named($"{schedule.Clock.Elapsed.Ticks}");
        }, options =>
        {
            options.LimitRate = false;
            options.CacheLifetime = lifetime;
        });
        var callers = Enumerable.Range(0, 12).Select(i => new Caller(schedule, async stop =>
        {
            var start = schedule.Clock.Elapsed;
            var made = TimeSpan.FromTicks(long.Parse(await GetAsync(connection, $"instance/{i % 2}", stop)));
            Assert.True(made + lifetime > start, $"At {start} a reply of {made} was given.");
            return "";
        }, mayCancel: i % 3 == 0)).ToList();
        for (var i = 0; i < 6; i++)
        {
            schedule.Sometime(() => schedule.Clock.Advance(TimeSpan.FromSeconds(20)));
        }

        return () => AllAreAnswered(callers, _ => "");
    });

    private static void AllAreAnswered(List<Caller> callers, Func<int, string> answer, bool whole = true)
    {
        for (var i = 0; i < callers.Count; i++)
        {
            if (callers[i].Answer is { } text)
            {
                Assert.Equal(answer(i), whole ? text : text[..answer(i).Length]);
            }
        }
    }

    private static Task<string> GetAsync(ImdsConnection connection, string path, CancellationToken cancellationToken) =>
        ServiceEndpoints.Route(connection, path).GetAsync(Calls.ReadName, cancellationToken);

    private static HttpResponseMessage Named(string name) => StubHandler.Reply(HttpStatusCode.OK, $$"""{"name":"{{name}}"}""");

    private static ImdsConnection Connect(Schedule schedule,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, Action<ImdsClientOptions>? change = null) =>
        new(Options(schedule, answer, change), Calls.Version);

    private static ImdsClientOptions Options(Schedule schedule,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, Action<ImdsClientOptions>? change)
    {
        var options = new ImdsClientOptions
        {
            Handler = new StubHandler(answer),
            TimeProvider = schedule.Clock,
            MaxAttempts = 1,
            AttemptTimeout = TimeSpan.FromHours(1),
            Timeout = TimeSpan.FromHours(1),
        };
        change?.Invoke(options);
        return options;
    }
}
