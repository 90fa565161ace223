using Imds;

namespace OpenTelemetry.Resources;

/// <summary>Where the attributes of a resource are read, and which tags become some.</summary>
public sealed class ImdsDetectorOptions
{
    /// <summary>Where the service is. The default is its own address, which is the same on every virtual machine.</summary>
    public Uri Endpoint { get; set; } = ImdsClientOptions.DefaultEndpoint;

    /// <summary>How long the service may take once it is known to be there. The default is 5 seconds.</summary>
    /// <remarks>Off Azure the start is held up for a second at most, whatever this says.</remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What the names of tags begin with that become attributes, without regard to case as in Azure; an empty text chooses all. There is
    /// none by default, as tags can hold what is not meant for telemetry.
    /// </summary>
    /// <remarks>The tag <c>team</c> becomes the attribute <c>azure.tag.team</c>: the name is kept as it is, prefix included.</remarks>
    public IList<string> TagPrefixes { get; } = [];
}
