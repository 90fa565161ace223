using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The network interfaces: a row for each of their addresses.</summary>
internal sealed class NetworkSection() : Section("network", "Network interfaces")
{
    private static readonly string[] Columns = ["interface", "macAddress", "family", "privateIpAddress", "publicIpAddress", "subnet"];

    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        ImdsList<NetworkInterface> interfaces = await imds.Instance.Network.Interface.GetAsync(cancellationToken);
        return new Content(Layout.Table(Columns, interfaces.SelectMany(Rows)), interfaces);
    }

    private static IEnumerable<string[]> Rows(NetworkInterface nic, int index)
    {
        string[] Row(string family, string privateAddress, string publicAddress, string subnet) =>
            [$"{index}", nic.MacAddress, family, privateAddress, publicAddress, subnet];

        var subnets = string.Join(", ", nic.Ipv4.Subnet.Select(subnet => $"{subnet.Address}/{subnet.Prefix}"));
        return nic.Ipv4.IpAddress.Select(ip => Row("ipv4", ip.PrivateIpAddress, ip.PublicIpAddress, subnets))
            .Concat(nic.Ipv6.IpAddress.Select(ip => Row("ipv6", ip.PrivateIpAddress, "", "")))
            .DefaultIfEmpty(Row("", "", "", ""));
    }
}
