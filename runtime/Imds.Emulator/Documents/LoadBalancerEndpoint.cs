using Imds.Emulator.Http;

namespace Imds.Emulator.Documents;

/// <summary>/metadata/loadbalancer, or the service's own 404 on a VM behind none.</summary>
internal sealed class LoadBalancerEndpoint(Func<VersionedDocument?> document, VersionLine versions)
    : MetadataEndpoint("loadbalancer", versions)
{
    private const string None =
        "No load balancer metadata is found. Please check if your VM is using any non-basic SKU load balancer and retry later.";

    public override Reply Answer(ImdsRequest request) => document() is { } balancer
        ? balancer.Answer(request)
        : Reply.Error(404, None);
}
