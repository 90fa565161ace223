using Imds;
using Imds.CompilerServices;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds clients of the Instance Metadata Service to an application's services.</summary>
public static class ImdsServiceCollectionExtensions
{
    /// <summary>The name of the HttpClient whose handlers the clients send through.</summary>
    public const string HttpClientName = "Imds";

    /// <summary>Adds a client, one for the whole application.</summary>
    /// <example><c>services.AddImds(options => new ImdsClient(options));</c></example>
    /// <param name="services">The application's services.</param>
    /// <param name="create">Makes the client, such as the generated ImdsClient.</param>
    /// <param name="configure">Changes the options; they are checked when the application starts.</param>
    /// <returns>The named HttpClient, for handlers of one's own. Proxies, redirects and cookies stay off.</returns>
    public static IHttpClientBuilder AddImds<TClient>(
        this IServiceCollection services, Func<ImdsClientOptions, TClient> create, Action<ImdsClientOptions>? configure = null)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);

        var options = services.AddOptions<ImdsClientOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImdsClientOptions>, Validation>());
        services.TryAddSingleton(provider => create(OptionsOf(provider)));

        // Not logged by the factory: the client has a log of its own.
        return services.AddHttpClient(HttpClientName).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(
            provider => ImdsTransport.CreateHandler(provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value));
    }

    private static ImdsClientOptions OptionsOf(IServiceProvider provider)
    {
        var options = new ImdsClientOptions(provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        if (options.Handler is null)
        {
            options.Handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(HttpClientName);
            options.HandlerReachesNetwork = true;
        }

        return options;
    }

    private sealed class Validation : IValidateOptions<ImdsClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, ImdsClientOptions options)
        {
            try
            {
                options.Validate();
                return ValidateOptionsResult.Success;
            }
            catch (ArgumentException e)
            {
                return ValidateOptionsResult.Fail(e.Message);
            }
        }
    }
}
