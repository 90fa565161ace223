using System.Diagnostics;
using System.Net;
using Imds.Emulator;
using Imds.Runtime.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imds.Extensions.Hosting.Tests;

/// <summary>What an application hears of the scheduled events of its machine, and what becomes of them.</summary>
public sealed class ScheduledEventsTests
{
    [Fact]
    public async Task An_event_is_approved_once_the_handler_is_ready_and_followed_to_its_end()
    {
        var handler = new Handler(async (_, _) => { await Task.Yield(); return ImdsEventResponse.Approve; });
        await using var app = await StartAsync(handler);
        var id = app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Lasts = TimeSpan.FromMinutes(1) });

        await app.UntilAsync(() => handler.Calls.Count == 3);

        Assert.Equal(["scheduled Reboot", "started Reboot", "ended Reboot"], handler.Calls.Select(call => call.Text));
        Assert.All(handler.Calls, call => Assert.Equal(id, call.Event.EventId));
        Assert.Equal(
            ["Watching the scheduled events of orchard-web-01", "Ahead: Reboot", "Begun: Reboot", "Reboot is over"],
            app.Lines.Select(line => line.Text.Replace(" " + id, "").Split(',')[0]).Where(line => line != "Reboot is approved"));
        Assert.Single(app.Lines, line => line.Text == $"Reboot {id} is approved");
        Assert.True(app.Clock.Elapsed < TimeSpan.FromMinutes(10),
            $"Approval starts it long before its notice is over, not after {app.Clock.Elapsed}.");
    }

    [Fact]
    public async Task An_event_that_is_not_approved_comes_when_its_time_has_come()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.None));
        await using var app = await StartAsync(handler);
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Redeploy, Notice = TimeSpan.FromMinutes(2) });

        await app.UntilAsync(() => handler.Calls.Count == 2);

        Assert.Equal("started Redeploy", handler.Calls[1].Text);
        Assert.InRange(app.Clock.Elapsed, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task A_handler_has_the_notice_less_the_margin_and_sees_what_is_to_come()
    {
        var cancelled = TimeSpan.Zero;
        App? app = null;
        var handler = new Handler(async (_, token) =>
        {
            token.Register(() => cancelled = app!.Clock.Elapsed);
            await EndOf(token);
            token.ThrowIfCancellationRequested();
            return ImdsEventResponse.Approve;
        });
        await using var started = app = await StartAsync(handler, options => options.Margin = TimeSpan.FromSeconds(7));
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Preempt, DurationInSeconds = 9, ByUser = true });
        var appeared = app.Clock.Elapsed;

        await app.UntilAsync(() => handler.Calls.Count == 2);

        Assert.InRange(cancelled - appeared, TimeSpan.FromSeconds(22), TimeSpan.FromSeconds(24));
        var ahead = handler.Calls[0].Event;
        Assert.Equal(TestClock.Beginning + appeared + TimeSpan.FromSeconds(30), ahead.NotBefore!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(("User", TimeSpan.FromSeconds(9), "orchard-web-01"),
            (ahead.EventSource, ahead.Duration, Assert.Single(ahead.Resources)));
        Assert.Contains(app.Lines, line => line.Level == LogLevel.Warning
            && line.Text.StartsWith("Handler was not ready for Preempt", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Lines, line => line.Text.Contains("approved"));
    }

    [Fact]
    public async Task A_handler_that_is_ready_at_the_end_of_its_time_may_still_approve()
    {
        var handler = new Handler(async (_, token) => { await EndOf(token); return ImdsEventResponse.Approve; });
        await using var app = await StartAsync(handler);
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Notice = TimeSpan.FromMinutes(1) });

        await app.UntilAsync(() => handler.Calls.Count == 2);

        Assert.Contains(app.Lines, line => line.Text.EndsWith("is approved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_of_other_machines_do_not_count()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.Approve));
        await using var app = await StartAsync(handler);
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Resources = ["orchard-web-02"] });
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Freeze, Resources = ["orchard-web-02", "ORCHARD-WEB-01"] });

        await app.UntilAsync(() => handler.Calls.Count == 3);

        Assert.All(handler.Calls, call => Assert.Equal("Freeze", call.Event.EventType));
    }

    [Fact]
    public async Task The_name_among_the_resources_can_be_set()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.None));
        await using var app = await StartAsync(handler, options => options.MachineName = "web_7");
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Resources = ["web_7"] });

        await app.UntilAsync(() => handler.Calls.Count == 1);
    }

    [Fact]
    public async Task An_event_that_is_taken_back_ends_the_handlers_work()
    {
        var handler = new Handler(async (_, token) => { await EndOf(token); return ImdsEventResponse.Approve; });
        await using var app = await StartAsync(handler);
        var id = app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot });
        await app.UntilAsync(() => handler.Calls.Count == 1);

        Assert.True(app.Emulator.ScheduledEvents.Cancel(id));
        await app.UntilAsync(() => handler.Calls.Count == 2);

        Assert.Equal("ended Reboot", handler.Calls[1].Text);
        Assert.False(handler.Calls[1].Event.HasStarted);
        Assert.DoesNotContain(app.Lines, line => line.Text.Contains("approved"));
    }

    [Fact]
    public async Task An_event_that_has_begun_when_it_is_first_seen_is_no_more_ahead()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.Approve));
        await using var app = await StartAsync(
            handler, prepare: emulator => emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Notice = TimeSpan.Zero }));

        await app.UntilAsync(() => handler.Calls.Count == 2);

        Assert.Equal(["started Reboot", "ended Reboot"], handler.Calls.Select(call => call.Text));
    }

    [Fact]
    public async Task The_application_stops_in_the_middle_of_a_handlers_work()
    {
        var ended = new TaskCompletionSource();
        var handler = new Handler(async (_, token) =>
        {
            await EndOf(token);
            ended.SetResult();
            return ImdsEventResponse.Approve;
        });
        await using var app = await StartAsync(handler);
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot });
        await app.UntilAsync(() => handler.Calls.Count == 1);

        await app.StopAsync();

        Assert.True(ended.Task.IsCompleted, "The host waits for the handler, which has been told to end.");
        Assert.DoesNotContain(app.Emulator.Requests, request => request.Method == "POST");
        Assert.DoesNotContain(app.Lines, line => line.Level > LogLevel.Information);
        await app.Clock.NoTimerAsync();
    }

    [Fact]
    public async Task A_handler_can_stop_the_application()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.Approve | ImdsEventResponse.StopApplication));
        await using var app = await StartAsync(handler);
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Terminate });

        await app.UntilAsync(() => app.Stopping.IsCancellationRequested);

        Assert.Contains(app.Lines, line => line.Text.EndsWith("is approved", StringComparison.Ordinal));
        Assert.Contains(app.Lines, line => line.Text.StartsWith("The application stops because of Terminate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_handlers_all_have_to_approve()
    {
        var willing = new Handler((_, _) => Task.FromResult(ImdsEventResponse.Approve));
        var other = new Handler((_, _) => Task.FromResult(ImdsEventResponse.None));
        await using var app = await App.StartAsync(services =>
        {
            services.AddImdsScheduledEvents();
            services.AddSingleton<IImdsScheduledEventHandler>(willing);
            services.AddSingleton<IImdsScheduledEventHandler>(other);
        });
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Redeploy, Notice = TimeSpan.FromMinutes(1) });

        await app.UntilAsync(() => willing.Calls.Count == 2 && other.Calls.Count == 2);

        Assert.DoesNotContain(app.Emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_handler_that_fails_is_logged_and_ends_nothing()
    {
        var handler = new Handler((_, _) => throw new InvalidOperationException("no queue"));
        await using var app = await StartAsync(handler);
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Preempt });

        await app.UntilAsync(() => handler.Calls.Count == 3);

        var error = Assert.Single(app.Lines, line => line.Level == LogLevel.Error).Text;
        Assert.StartsWith("Handler failed over Preempt", error);
        Assert.Contains("no queue", error);
        Assert.False(app.Stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_service_that_fails_is_said_once_and_the_watch_goes_on()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.None));
        await using var app =
            await StartAsync(handler, prepare: emulator => emulator.Faults.Add("scheduledevents", ImdsFault.Status(500), count: 20));
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, After = TimeSpan.FromMinutes(1) });

        await app.UntilAsync(() => handler.Calls.Count == 1, TimeSpan.FromSeconds(11));

        Assert.Equal(
            [(LogLevel.Warning, "The scheduled events cannot be read"), (LogLevel.Information, "The scheduled events can be read again")],
            app.Lines.Where(line => line.Text.StartsWith("The scheduled events", StringComparison.Ordinal))
                .Select(line => (line.Level, line.Text.Split(" for now")[0])));
        Assert.DoesNotContain(app.Lines, line => line.Text.StartsWith("Attempt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_approval_that_the_service_refuses_is_said()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.Approve));
        await using var app = await StartAsync(
            handler, configure: null, prepare: null, options => options.Handler = new NoPosts { InnerHandler = options.Handler! });
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Notice = TimeSpan.FromMinutes(1) });

        await app.UntilAsync(() => handler.Calls.Count == 2);

        Assert.Contains("could not be approved", Assert.Single(app.Lines, line => line.Level == LogLevel.Warning).Text);
        Assert.Equal("started Reboot", handler.Calls[1].Text);
    }

    [Fact]
    public async Task Without_a_handler_the_log_says_what_comes()
    {
        await using var app = await App.StartAsync(services => services.AddImdsScheduledEvents());
        app.Emulator.ScheduledEvents.Add(
            new() { Type = ScheduledEventType.Reboot, EventId = "E1", Description = "Host update.", Notice = TimeSpan.FromMinutes(1) });

        await app.UntilAsync(() => app.Lines.Any(line => line.Text.EndsWith("taken back", StringComparison.Ordinal)));

        Assert.Contains(app.Lines, line =>
            line.Text == $"Ahead: Reboot E1, not before 2026-01-01 00:01:00Z, of orchard-web-01: Host update.");
        Assert.Contains(app.Lines, line => line.Text == "Begun: Reboot E1, under way, of orchard-web-01: Host update.");
        Assert.DoesNotContain(app.Emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Looking_at_the_list_makes_no_spans()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Imds",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => spans.Add($"{activity.DisplayName} {string.Join(" ", activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var app =
            await App.StartAsync(services => services.AddImdsScheduledEvents(options => options.MachineName = "spanless"));

        await app.UntilAsync(() => app.Emulator.Requests.Count > 5);

        Assert.DoesNotContain(spans, span => span.StartsWith("GET", StringComparison.Ordinal) && span.Contains("scheduledevents"));
    }

    [Fact]
    public async Task Off_Azure_it_says_nothing_and_stops_with_the_host()
    {
        var asked = 0;
        var stub = new StubHandler((_, _) =>
        {
            Interlocked.Increment(ref asked);
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no route");
        });
        await using var app = await App.StartAsync(
            services => services.AddImdsScheduledEvents(), configure: options => options.Handler = stub);

        await app.UntilAsync(() => app.Clock.Elapsed >= TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(61));
        await app.StopAsync();

        Assert.Empty(app.Lines);
        Assert.InRange(asked, 2, 20); // looked for again, and seldom
    }

    [Fact]
    public async Task A_service_that_comes_up_late_is_found()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.None));
        await using var app =
            await StartAsync(handler, prepare: emulator => emulator.Faults.Add(ImdsFaultList.All, ImdsFault.Reset, count: 4));
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot });

        await app.UntilAsync(() => handler.Calls.Count == 1, TimeSpan.FromSeconds(61));
    }

    [Theory]
    [InlineData(0, 5, "ImdsScheduledEventsOptions.Interval must be greater than 0.")]
    [InlineData(1, -1, "ImdsScheduledEventsOptions.Margin must not be negative.")]
    public async Task Senseless_options_end_the_start(int interval, int margin, string message)
    {
        var failure =
            await Assert.ThrowsAsync<OptionsValidationException>(() => App.StartAsync(services => services.AddImdsScheduledEvents(options =>
            (options.Interval, options.Margin) = (TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(margin)))));
        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public async Task Adding_twice_watches_once()
    {
        var handler = new Handler((_, _) => Task.FromResult(ImdsEventResponse.None));
        await using var app = await App.StartAsync(services =>
        {
            services.AddImdsScheduledEvents();
            services.AddImdsScheduledEvents();
            services.AddSingleton<IImdsScheduledEventHandler>(handler);
        });
        app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Preempt });

        await app.UntilAsync(() => handler.Calls.Count == 3);

        Assert.Single(app.Services.GetServices<IHostedService>());
    }

    private static Task<App> StartAsync(
        Handler handler, Action<ImdsScheduledEventsOptions>? configure = null, Action<ImdsEmulator>? prepare = null,
        Action<ImdsClientOptions>? client = null) => App.StartAsync(
        services =>
        {
            services.AddImdsScheduledEvents(configure);
            services.AddSingleton<IImdsScheduledEventHandler>(handler);
        },
        prepare, client);

    private static Task EndOf(CancellationToken token)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(end.SetResult);
        return end.Task;
    }

    internal sealed class Handler(Func<ImdsScheduledEvent, CancellationToken, Task<ImdsEventResponse>> scheduled)
        : IImdsScheduledEventHandler
    {
        private readonly Lock _lock = new();
        private readonly List<(string Text, ImdsScheduledEvent Event)> _calls = [];

        public IReadOnlyList<(string Text, ImdsScheduledEvent Event)> Calls
        {
            get
            {
                lock (_lock)
                {
                    return [.. _calls];
                }
            }
        }

        public Task<ImdsEventResponse> OnScheduledAsync(ImdsScheduledEvent ahead, CancellationToken cancellationToken)
        {
            Add("scheduled", ahead);
            return scheduled(ahead, cancellationToken);
        }

        public Task OnStartedAsync(ImdsScheduledEvent started, CancellationToken cancellationToken)
        {
            Add("started", started);
            return Task.CompletedTask;
        }

        public Task OnEndedAsync(ImdsScheduledEvent ended, CancellationToken cancellationToken)
        {
            Add("ended", ended);
            return Task.CompletedTask;
        }

        private void Add(string what, ImdsScheduledEvent @event)
        {
            lock (_lock)
            {
                _calls.Add(($"{what} {@event.EventType}", @event));
            }
        }
    }

    /// <summary>A service that takes no approval.</summary>
    private sealed class NoPosts : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post
                ? Task.FromResult(StubHandler.Reply(HttpStatusCode.BadRequest, """{"error":"Bad request"}"""))
                : base.SendAsync(request, cancellationToken);
    }
}
