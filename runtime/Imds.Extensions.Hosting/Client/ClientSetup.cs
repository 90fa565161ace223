using Imds.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imds.Hosting;

/// <summary>What all clients of an application share: their options, and the HttpClient that they send through.</summary>
internal static class ClientSetup
{
    public const string HttpClientName = "Imds";

    /// <summary>Adds the options, once however often it is called.</summary>
    public static IHttpClientBuilder AddImdsOptions(this IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(OwnClients)))
        {
            services.AddOptions<ImdsClientOptions>().ValidateOnStart();
            services.TryAddSingleton(new ChosenSection(null));
            services.AddSingleton<IConfigureOptions<ImdsClientOptions>, SectionOptions>();
            services.AddSingleton<IValidateOptions<ImdsClientOptions>, OptionsValidation>();
            services.AddSingleton(provider => new OwnClients(OptionsOf(provider)));
            services.AddHttpClient(HttpClientName).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler( // the client has a log of its own
                provider => ImdsTransport.CreateHandler(provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value));
        }

        return services.AddHttpClient(HttpClientName);
    }

    /// <summary>A copy of the options, with what the application gives all of its services.</summary>
    public static ImdsClientOptions OptionsOf(IServiceProvider provider)
    {
        var options = new ImdsClientOptions(provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        if (options.TimeProvider == TimeProvider.System && provider.GetService<TimeProvider>() is { } time)
        {
            options.TimeProvider = time;
        }

        if (options.Handler is null)
        {
            options.Handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(HttpClientName);
            options.HandlerReachesNetwork = true;
        }

        return options;
    }

    private sealed class OptionsValidation : IValidateOptions<ImdsClientOptions>
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
                // Without the name of the parameter, which nobody has given who sets options.
                return ValidateOptionsResult.Fail(e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
            }
        }
    }
}
