using Imds.Emulator;
using Imds.Runtime.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imds.Extensions.Hosting.Tests;

/// <summary>What the health of an application says of the service, and of what is ahead of the machine.</summary>
public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_service_that_answers_is_healthy_until_it_fails()
    {
        await using var app = await App.StartAsync(services => services.AddHealthChecks().AddImds());
        Assert.Equal((HealthStatus.Healthy, "The Azure Instance Metadata Service answers."), await ServiceAsync(app));

        app.Emulator.Faults.Add("versions", ImdsFault.Status(500), count: 1);
        var (status, description) = await ServiceAsync(app);
        Assert.Equal(HealthStatus.Unhealthy, status);
        Assert.Contains("500", description);

        Assert.Equal(HealthStatus.Healthy, (await ServiceAsync(app)).Status);
    }

    [Fact]
    public async Task An_older_host_that_lists_no_versions_is_healthy()
    {
        await using var app = await App.StartAsync(services => services.AddHealthChecks().AddImds());
        app.Emulator.Faults.Add("versions", ImdsFault.Status(404));
        Assert.Equal(HealthStatus.Healthy, (await ServiceAsync(app)).Status);
    }

    [Theory]
    [InlineData(false, HealthStatus.Healthy)]
    [InlineData(true, HealthStatus.Degraded)]
    public async Task Off_Azure_it_is_healthy_unless_the_service_is_required(bool isRequired, HealthStatus expected)
    {
        await using var app = await App.StartAsync(
            services => services.AddHealthChecks().AddImds(isRequired: isRequired, failureStatus: HealthStatus.Degraded),
            configure: NoRoute);

        var entry = await CheckAsync(app, "imds");

        Assert.Equal((expected, "Not on Azure."), (entry.Status, entry.Description));
        Assert.Equal(isRequired, entry.Data.ContainsKey("diagnosis"));
    }

    [Fact]
    public async Task An_emulator_that_is_not_running_is_a_failure_wherever_that_is()
    {
        await using var app = await App.StartAsync(services => services.AddHealthChecks().AddImds(), configure: options =>
        {
            NoRoute(options);
            options.Endpoint = new Uri("http://127.0.0.1:9/metadata");
        });

        var entry = await CheckAsync(app, "imds");

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("http://127.0.0.1:9/metadata", entry.Data["endpoint"]);
    }

    [Fact]
    public async Task Events_degrade_while_they_are_ahead_and_fail_once_begun()
    {
        await using var app = await App.StartAsync(services => services.AddHealthChecks().AddImdsScheduledEvents());
        await app.UntilAsync(() => app.Emulator.Requests.Count > 3);
        Assert.Equal((HealthStatus.Healthy, "No event is ahead."), await EventsAsync(app));

        var id = app.Emulator.ScheduledEvents.Add(new() { Type = ScheduledEventType.Reboot, Description = "Update." });
        await app.UntilAsync(() => app.Lines.Any(line => line.Text.StartsWith("Ahead", StringComparison.Ordinal)));
        await app.UntilAsync(() => EventsAsync(app).Result.Status == HealthStatus.Degraded);

        var entry = await CheckAsync(app, "imds-scheduled-events");
        var ahead = Assert.IsType<ImdsScheduledEvent>(entry.Data[id]);
        Assert.Equal(("Reboot", false), (ahead.EventType, ahead.HasStarted));
        Assert.StartsWith($"Reboot {id}, not before 2026-01-01 00:15", entry.Description);

        app.Emulator.ScheduledEvents.Approve(id);
        await app.UntilAsync(() => EventsAsync(app).Result.Status == HealthStatus.Unhealthy);
        await app.UntilAsync(() => EventsAsync(app).Result.Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Events_that_cannot_be_read_degrade()
    {
        await using var app = await App.StartAsync(
            services => services.AddHealthChecks().AddImdsScheduledEvents(),
            emulator => emulator.Faults.Add("scheduledevents", ImdsFault.Status(503)));

        await app.UntilAsync(() => EventsAsync(app).Result.Status == HealthStatus.Degraded);

        Assert.Contains("503", (await EventsAsync(app)).Description);
    }

    [Fact]
    public async Task Off_Azure_there_are_no_events()
    {
        await using var app = await App.StartAsync(services => services.AddHealthChecks().AddImdsScheduledEvents(), configure: NoRoute);
        await app.UntilAsync(() => EventsAsync(app).Result.Description == "Not on Azure.");
        Assert.Equal(HealthStatus.Healthy, (await EventsAsync(app)).Status);
    }

    private static void NoRoute(ImdsClientOptions options) =>
        options.Handler = new StubHandler(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route"));

    private static async Task<(HealthStatus Status, string? Description)> ServiceAsync(App app)
    {
        var entry = await CheckAsync(app, "imds");
        return (entry.Status, entry.Description);
    }

    private static async Task<(HealthStatus Status, string? Description)> EventsAsync(App app)
    {
        var entry = await CheckAsync(app, "imds-scheduled-events");
        return (entry.Status, entry.Description);
    }

    private static async Task<HealthReportEntry> CheckAsync(App app, string name) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];
}
