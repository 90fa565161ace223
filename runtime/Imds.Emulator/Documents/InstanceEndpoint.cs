using Imds.Emulator.Http;

namespace Imds.Emulator.Documents;

/// <summary>
/// /metadata/instance: the one endpoint with route filters and text. The preview version of 2017-03-01 had another document.
/// </summary>
internal sealed class InstanceEndpoint(Func<VersionedDocument> document, VersionLine versions) : MetadataEndpoint("instance", versions)
{
    public override bool TakesFilters => true;

    public override Reply Answer(ImdsRequest request) => document().Answer(request);
}
