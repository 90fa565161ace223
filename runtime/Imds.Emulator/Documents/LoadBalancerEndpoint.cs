using Imds.Emulator.Http;

namespace Imds.Emulator.Documents;

/// <summary>/metadata/loadbalancer, or the service's own 404 on a VM behind none.</summary>
internal sealed class LoadBalancerEndpoint(VersionedDocument? document, VersionLine versions) : MetadataEndpoint("loadbalancer", versions)
{
    public override Reply Answer(ImdsRequest request) => document is null
        ? Reply.Error(404, "No load balancer metadata is found. Please check if your VM is using any non-basic SKU load balancer and retry later.")
        : document.Answer(request);
}
