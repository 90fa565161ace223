using System.ComponentModel;
using Imds.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Imds.CompilerServices;

/// <summary>Registers clients, whose types are generated, as is the AddImdsClient of a project that calls this.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImdsClients
{
    /// <summary>Adds a client, one for the whole application.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="create">Makes the client.</param>
    /// <returns>The HttpClient whose handlers the clients send through.</returns>
    public static IHttpClientBuilder Add<TClient>(IServiceCollection services, Func<ImdsClientOptions, TClient> create)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);
        services.TryAddSingleton(provider => create(ClientSetup.OptionsOf(provider)));
        return services.AddImdsOptions();
    }

    /// <summary>Sets options in code, after those of the configuration.</summary>
    public static void Configure(IServiceCollection services, Action<ImdsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddImdsOptions();
        services.Configure(configure);
    }

    /// <summary>Sets options by a section of the configuration, in place of the one called Imds.</summary>
    public static void Configure(IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddImdsOptions();
        services.Replace(ServiceDescriptor.Singleton(new ChosenSection(section)));
    }

    /// <summary>Adds the document about the machine, read once when the application starts; empty where there is no service.</summary>
    /// <param name="services">The application's services, with the client among them.</param>
    /// <param name="read">Reads the document.</param>
    /// <param name="empty">What stands in its place off Azure.</param>
    public static IServiceCollection AddInstance<TClient, TInstance>(
        IServiceCollection services, Func<TClient, CancellationToken, Task<TInstance>> read, TInstance empty)
        where TClient : class
        where TInstance : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(empty);
        if (services.All(service => service.ServiceType != typeof(InstanceReader<TClient, TInstance>)))
        {
            services.AddSingleton(provider => new InstanceReader<TClient, TInstance>(
                provider.GetRequiredService<TClient>(), read, empty, provider.GetRequiredService<OwnClients>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger(InstanceLog.Category)));
            services.AddHostedService(provider => provider.GetRequiredService<InstanceReader<TClient, TInstance>>());
            services.AddSingleton(provider => provider.GetRequiredService<InstanceReader<TClient, TInstance>>().Value);
        }

        return services;
    }
}
