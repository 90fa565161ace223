using Imds;

namespace OpenTelemetry.Resources;

/// <summary>Adds what the Azure Instance Metadata Service says of the machine to a resource.</summary>
public static class ImdsResourceBuilderExtensions
{
    /// <summary>Adds attributes of the virtual machine: cloud, host, operating system, scale set and chosen tags; none off Azure.</summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <param name="configure">Sets the options. The defaults suit an Azure virtual machine.</param>
    /// <returns>The builder.</returns>
    public static ResourceBuilder AddImdsDetector(this ResourceBuilder builder, Action<ImdsDetectorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new ImdsDetectorOptions();
        configure?.Invoke(options);
        return builder.AddDetector(new ImdsDetector(options));
    }
}
