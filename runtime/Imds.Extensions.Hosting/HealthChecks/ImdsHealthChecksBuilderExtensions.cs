using Imds.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of the Azure Instance Metadata Service, and of what it says is ahead of this machine.</summary>
public static class ImdsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that the service answers. Off Azure, where there is none, it is healthy unless the service is required.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="isRequired">Whether the application cannot do without the service.</param>
    /// <param name="failureStatus">What it is called when the service does not answer; unhealthy where nothing is said.</param>
    /// <param name="tags">Tags of the check.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddImds(
        this IHealthChecksBuilder builder, string name = "imds", bool isRequired = false, HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddImdsOptions();
        return builder.Add(new HealthCheckRegistration(
            name, provider => new ServiceHealthCheck(provider.GetRequiredService<OwnClients>(), isRequired), failureStatus, tags, timeout));
    }

    /// <summary>
    /// Adds a check that is degraded while a scheduled event is ahead of this machine, and fails once one has begun; its data has the
    /// events. They are watched for it, as <c>AddImdsScheduledEvents</c> does.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What it is called once an event has begun; unhealthy where nothing is said.</param>
    /// <param name="tags">Tags of the check.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddImdsScheduledEvents(
        this IHealthChecksBuilder builder, string name = "imds-scheduled-events", HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddImdsScheduledEvents();
        return builder.Add(new HealthCheckRegistration(
            name, provider => new ScheduledEventsHealthCheck(provider.GetRequiredService<EventBoard>()), failureStatus, tags));
    }
}
