using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Imds;

/// <summary>Makes attributes of what the service says of the machine. What it does not say is left out.</summary>
internal sealed class ImdsDetector(ImdsDetectorOptions options) : IResourceDetector
{
    public Resource Detect()
    {
        // The requests of a detector are not the application's, and what would export them is still being made.
        using var suppressed = SuppressInstrumentationScope.Begin();
        return Machine.Read(options.Endpoint, options.Timeout) is { } compute ? new Resource(Attributes(compute)) : Resource.Empty;
    }

    private IEnumerable<KeyValuePair<string, object>> Attributes(Compute compute)
    {
        var tags = compute.TagsList
            .Where(tag => options.TagPrefixes.Any(prefix => tag.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Select(tag => ($"azure.tag.{tag.Name}", tag.Value));
        (string Name, string Value)[] attributes =
        [
            ("cloud.provider", "azure"),
            ("cloud.platform", "azure.vm"),
            ("cloud.region", compute.Location),
            ("cloud.availability_zone", compute.Zone),
            ("cloud.account.id", compute.SubscriptionId),
            ("cloud.resource_id", compute.ResourceId),
            ("host.id", compute.VmId),
            ("host.name", compute.Name),
            ("host.type", compute.VmSize),
            ("os.type", compute.OsType.ToLowerInvariant()), // as the conventions spell it
            ("os.version", compute.Version),
            ("azure.vm.scaleset.name", compute.VmScaleSetName),
            ("azure.vm.sku", compute.Sku),
            .. tags,
        ];
        return attributes.Where(attribute => attribute.Value.Length > 0)
            .Select(attribute => KeyValuePair.Create(attribute.Name, (object)attribute.Value));
    }
}
