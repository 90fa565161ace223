using Imds;
using Imds.Hosting;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds metadata of the machine to an application's configuration.</summary>
public static class ImdsConfigurationExtensions
{
    /// <summary>
    /// Adds tags, user data and fields of the Azure virtual machine that the application runs on, as far as they are chosen; nothing off
    /// Azure.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Chooses what is added.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or a field is none.</exception>
    /// <exception cref="FormatException">The user data is not in the format that was chosen.</exception>
    /// <exception cref="ImdsException">The settings are not optional, and the service is not there or fails.</exception>
    public static IConfigurationBuilder AddImds(this IConfigurationBuilder builder, Action<ImdsConfigurationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ImdsConfigurationOptions();
        configure(options);
        return builder.Add(new MetadataSource(options));
    }
}
