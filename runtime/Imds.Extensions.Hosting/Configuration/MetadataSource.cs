using Microsoft.Extensions.Configuration;

namespace Imds.Hosting;

/// <summary>The metadata of the machine as a source of settings.</summary>
internal sealed class MetadataSource(ImdsConfigurationOptions options) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        if (options.ReloadInterval <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"ImdsConfigurationOptions.ReloadInterval is {options.ReloadInterval}: it must be greater than 0; unset, it is read once.",
                nameof(builder));
        }

        // What is wrong with the choice shows on every machine, not on Azure alone.
        MetadataSettings.Of(Instance.Empty, options);

        var client = new ImdsClientOptions
        {
            Timeout = options.Timeout,
            AttemptTimeout = options.Timeout,
            Handler = options.Handler,
            TimeProvider = options.TimeProvider,
        };
        if (options.Endpoint is { } endpoint)
        {
            client.Endpoint = endpoint;
        }
        else if (builder is IConfiguration before && before["Imds:Endpoint"] is { Length: > 0 } text)
        {
            client.Endpoint = Uri.TryCreate(text, UriKind.Absolute, out var address)
                ? address
                : throw new ArgumentException(
                    $"Imds:Endpoint is '{ClientSettingsReader.WithoutPassword(text)}': it must be {ClientSettingsReader.EndpointForm}.",
                    nameof(builder));
        }

        return new MetadataProvider(new ImdsClient(client), options);
    }
}
