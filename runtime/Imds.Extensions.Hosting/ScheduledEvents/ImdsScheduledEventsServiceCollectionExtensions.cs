using System.Diagnostics.CodeAnalysis;
using Imds;
using Imds.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Has an application watch the scheduled events of the machine that it runs on.</summary>
public static class ImdsScheduledEventsServiceCollectionExtensions
{
    /// <summary>
    /// Watches the scheduled events of this machine while the application runs, logs them, and calls each registered
    /// <see cref="IImdsScheduledEventHandler"/>. Off Azure it does nothing.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options; they are checked when the application starts.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddImdsScheduledEvents(
        this IServiceCollection services, Action<ImdsScheduledEventsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddImdsOptions();
        var options = services.AddOptions<ImdsScheduledEventsOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.All(service => service.ServiceType != typeof(EventBoard)))
        {
            options
                .Validate(static options => options.Interval > TimeSpan.Zero, "ImdsScheduledEventsOptions.Interval must be greater than 0.")
                .Validate(static options => options.Margin >= TimeSpan.Zero, "ImdsScheduledEventsOptions.Margin must not be negative.");
            services.AddSingleton<EventBoard>();
            services.AddHostedService<ScheduledEventsService>();
        }

        return services;
    }

    /// <summary>The same, with a handler, of which there is one for the whole application.</summary>
    /// <typeparam name="THandler">The type of the handler; what its constructor asks for are services of the application.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options; they are checked when the application starts.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddImdsScheduledEvents<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<ImdsScheduledEventsOptions>? configure = null)
        where THandler : class, IImdsScheduledEventHandler
    {
        services.AddImdsScheduledEvents(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IImdsScheduledEventHandler, THandler>());
        return services;
    }
}
