using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Imds.Runtime.Tests;

/// <summary>What logs, traces and metrics show of a call.</summary>
public class ObservationTests
{
    private readonly TestClock _clock = new();
    private readonly LogList _log = new();

    [Fact]
    public async Task Replies_and_repeated_tries_are_logged()
    {
        await RunAsync("instance/logged", HttpStatusCode.InternalServerError, HttpStatusCode.OK);
        Assert.Collection(
            _log.Lines,
            line => Assert.Equal((LogLevel.Debug, "GET /metadata/instance/logged (api-version 2021-02-01): 500, 17 bytes"),
                (line.Level, line.Text)),
            line =>
            {
                Assert.Equal(LogLevel.Warning, line.Level);
                Assert.StartsWith("Attempt 1 failed (ServiceFault), the next follows in 1", line.Text);
                Assert.Matches(@"follows in 1(\.\d{1,2})? s:", line.Text);
                Assert.Contains("instance/logged?api-version=2021-02-01", line.Text);
            },
            line => Assert.Equal((LogLevel.Debug, "GET /metadata/instance/logged (api-version 2021-02-01): 200, 17 bytes"),
                (line.Level, line.Text)));
    }

    [Fact]
    public async Task A_final_failure_is_logged_for_those_who_look()
    {
        await Assert.ThrowsAsync<ImdsException>(() => RunAsync("instance/refused", HttpStatusCode.Forbidden));
        Assert.Contains(_log.Lines,
            line => line.Level == LogLevel.Debug && line.Text.StartsWith("The call failed for good (Refused)", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Level > LogLevel.Debug);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.OK, "{\"name\":\"s3cret\",")]
    public async Task The_content_of_a_reply_is_never_shown(HttpStatusCode status, string body = "{\"name\":\"s3cret\"}")
    {
        using var connection = Connect(new StubHandler(status, body));
        var activities = new ConcurrentQueue<Activity>();
        using var listener = Listen("identity/oauth2/token", activities);
        var failure = await Record.ExceptionAsync(() =>
            new ImdsRoute(connection, ServiceEndpoints.Token).GetAsync(Calls.ReadName, default));
        Assert.DoesNotContain("s3cret", failure?.ToString() ?? "");
        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains("s3cret"));
        Assert.DoesNotContain(activities.SelectMany(activity => activity.TagObjects),
            tag => tag.Value?.ToString()?.Contains("s3cret") == true);
    }

    [Fact]
    public async Task Each_try_is_a_span_by_the_conventions_for_http()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = Listen("instance/traced/{0}", activities);
        await RunAsync("instance/traced/{0}", HttpStatusCode.TooManyRequests, HttpStatusCode.OK);
        Assert.Equal(2, activities.Count);
        var (first, second) = (activities.First(), activities.Last());
        Assert.Equal(("GET /metadata/instance/traced/{0}", ActivityKind.Internal, ActivityStatusCode.Error),
            (first.DisplayName, first.Kind, first.Status));
        Assert.Equal(ActivityStatusCode.Unset, second.Status);
        Assert.Equal(
            [
                "http.request.method=GET", "server.address=169.254.169.254", "server.port=80",
                "url.full=http://169.254.169.254/metadata/instance/traced/7?api-version=2021-02-01&format=text",
                "url.template=/metadata/instance/traced/{0}", "http.response.status_code=429", "error.type=429",
            ],
            first.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(1, second.GetTagItem("http.request.resend_count"));
        Assert.Equal(200, second.GetTagItem("http.response.status_code"));
        Assert.Null(second.GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_try_without_reply_says_why()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = Listen("instance/silent", activities);
        var stub = new StubHandler(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException("never here");
        });
        using var connection = Connect(stub, options => options.MaxAttempts = 1);
        var call = ServiceEndpoints.Route(connection, "instance/silent").GetTextAsync(default);
        await _clock.RunAsync(call, TimeSpan.FromSeconds(90));
        await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal("Unreachable", Assert.Single(activities).GetTagItem("error.type"));
    }

    [Fact]
    public async Task The_time_of_each_try_is_measured()
    {
        var measured = new ConcurrentQueue<(double Seconds, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is { Meter.Name: "Imds", Name: "imds.client.request.duration", Unit: "s" })
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary();
            if (Equals(all["url.template"], "/metadata/instance/measured"))
            {
                measured.Enqueue((seconds, all));
            }
        });
        listener.Start();
        var stub = new StubHandler(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(0.25));
            return StubHandler.Reply(HttpStatusCode.NotFound, "");
        });
        using var connection = Connect(stub);
        await Assert.ThrowsAsync<ImdsException>(() => ServiceEndpoints.Route(connection, "instance/measured").GetTextAsync(default));
        var (seconds, tags) = Assert.Single(measured);
        Assert.Equal(0.25, seconds);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["http.request.method"] = "GET", ["server.address"] = "169.254.169.254", ["server.port"] = 80,
                ["url.template"] = "/metadata/instance/measured", ["http.response.status_code"] = 404, ["error.type"] = "404",
            },
            tags);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_NETs_own_instrumentation_beside_ours_a_request_counts_once(bool ownHandler)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("""{"name":"x"}"""));
        var port = server.Endpoint.Port;
        var spans = new ConcurrentQueue<Activity>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Imds" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Kind == ActivityKind.Client && Equals(activity.GetTagItem("server.port"), port))
                {
                    spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(activities);
        var durations = 0;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "http.client.request.duration")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (tags.ToArray().Contains(new("server.port", port)))
            {
                Interlocked.Increment(ref durations);
            }
        });
        meters.Start();
        using var handler = new SocketsHttpHandler { UseProxy = false };
        await using (var connection = Calls.Connect(server.Endpoint, options => options.Handler = ownHandler ? handler : null))
        {
            Assert.Equal("x", await connection.GetNameAsync());
        }

        Assert.Single(spans);
        Assert.Equal(1, durations);
    }

    [Fact]
    public async Task A_watch_makes_no_spans()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = Listen("scheduledevents", activities);
        using var stop = new CancellationTokenSource();
        var looks = 0;
        var stub = new StubHandler(_ =>
        {
            if (++looks == 5)
            {
                stop.Cancel();
            }

            return StubHandler.Reply(HttpStatusCode.OK, "{}");
        });
        using var connection = Connect(stub);
        var shape = new ImdsEventShape<EventList, string>(_ => 1, list => list.Events, id => id, _ => "");
        var watch = Task.Run(async () =>
        {
            await foreach (var _ in ImdsEventWatch.WatchAsync(
                new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents), null, shape, new ImdsWatchOptions { TimeProvider = _clock },
                stop.Token))
            {
            }
        });
        await _clock.RunAsync(watch, TimeSpan.FromSeconds(90));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        Assert.Equal(5, looks);
        Assert.Empty(activities);
    }

    private static ActivityListener Listen(string route, ConcurrentQueue<Activity> activities)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Imds",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName.EndsWith("/" + route, StringComparison.Ordinal))
                {
                    activities.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private async Task RunAsync(string path, params HttpStatusCode[] statuses)
    {
        var count = 0;
        using var connection = Connect(new StubHandler(_ => StubHandler.Reply(statuses[count++], "{\"name\":\"héalt\"}")));
        var start = new ImdsRoute(connection, ServiceEndpoints.Instance);
        var call = (path.Contains('{') ? start.At(path, 7) : start.To(path)).GetTextAsync(default);
        await _clock.RunAsync(call, TimeSpan.FromSeconds(10));
        await call;
    }

    private ImdsConnection Connect(StubHandler stub, Action<ImdsClientOptions>? change = null) => Calls.Connect(stub, options =>
    {
        options.TimeProvider = _clock;
        options.LoggerFactory = _log;
        options.MaxAttempts = 5;
        change?.Invoke(options);
    });

    [Fact]
    public async Task What_is_polled_is_read_and_an_empty_reply_is_none()
    {
        var body = "";
        using var connection = Connect(new StubHandler(_ => StubHandler.Reply(HttpStatusCode.OK, body)));
        var route = new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents);
        Assert.Null(await route.PollAsync<EventList>(null, default));
        body = "{}";
        Assert.NotNull(await route.PollAsync<EventList>(null, default));
    }

    private sealed class EventList : IImdsRecord<EventList>
    {
        public IReadOnlyList<string> Events => [];

        public EventList Read(ref System.Text.Json.Utf8JsonReader reader)
        {
            ImdsJson.Skip(ref reader);
            return new EventList();
        }

        public void WriteMembers(System.Text.Json.Utf8JsonWriter writer)
        {
        }
    }
}
