using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The api-versions that the service knows.</summary>
internal sealed class VersionsSection() : Section("versions", "Versions")
{
    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        Versions versions = await imds.Versions.GetAsync(cancellationToken);
        return new Content(Layout.Words(versions.ApiVersions), versions.ApiVersions);
    }
}
