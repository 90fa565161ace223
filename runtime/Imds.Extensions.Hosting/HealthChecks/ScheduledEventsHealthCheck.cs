using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imds.Hosting;

/// <summary>Whether the machine is about to be interrupted, by what the watch saw last: nothing is asked for.</summary>
internal sealed class ScheduledEventsHealthCheck(EventBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var view = board.View;
        var data = view.Events.ToDictionary(listed => listed.EventId, object (listed) => listed);
        return Task.FromResult(view switch
        {
            _ when view.Events.FirstOrDefault(listed => listed.HasStarted) is { } started =>
                new HealthCheckResult(context.Registration.FailureStatus, started.ToString(), data: data),
            _ when view.Events.MinBy(listed => listed.NotBefore ?? DateTimeOffset.MaxValue) is { } ahead =>
                HealthCheckResult.Degraded(ahead.ToString(), data: data),
            { State: WatchState.Failing } => HealthCheckResult.Degraded("The scheduled events cannot be read: " + view.Problem),
            { State: WatchState.NotOnAzure } => HealthCheckResult.Healthy("Not on Azure."),
            { State: WatchState.Starting } => HealthCheckResult.Healthy("The scheduled events are not known yet."),
            _ => HealthCheckResult.Healthy("No event is ahead."),
        });
    }
}
