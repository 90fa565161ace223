using System.Globalization;
using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The addresses and rules of the load balancer in front of the VM, which many have not.</summary>
internal sealed class LoadBalancerSection() : Section("loadbalancer", "Load balancer")
{
    private static readonly string[] Columns = ["list", "frontendIpAddress", "protocol", "frontendPort", "backendPort", "privateIpAddress"];

    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        LoadBalancerMetadata metadata = await imds.LoadBalancer.GetAsync(cancellationToken);

        LoadBalancer balancer = metadata.LoadBalancer;
        var addresses = balancer.PublicIpAddresses.Select(ip =>
            new[] { "publicIpAddresses", ip.FrontendIpAddress, "", "", "", ip.PrivateIpAddress });
        var inbound = balancer.InboundRules.Select(rule => new[]
        {
            "inboundRules", rule.FrontendIpAddress, rule.Protocol, Text(rule.FrontendPort), Text(rule.BackendPort), rule.PrivateIpAddress,
        });
        var outbound = balancer.OutboundRules.Select(rule =>
            new[] { "outboundRules", rule.FrontendIpAddress, "", "", "", rule.PrivateIpAddress });

        return new Content(Layout.Table(Columns, [.. addresses, .. inbound, .. outbound]), balancer);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
