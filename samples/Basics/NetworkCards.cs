// Why: which network cards there are, and in which networks; their order is not fixed, so look for one by its MAC address.
using Imds;

namespace Basics;

internal static class NetworkCards
{
    public static async Task RunAsync(ImdsClient imds)
    {
        Network network = await imds.Instance.Network.GetAsync();
        foreach (NetworkInterface card in network.Interface)
        {
            var subnets = card.Ipv4.Subnet.Select(subnet => $"{subnet.Address}/{subnet.Prefix}");
            var addresses = card.Ipv4.IpAddress.Select(ip => ip.PrivateIpAddress);
            Console.WriteLine($"{card.MacAddress}: {string.Join(", ", addresses)} in {string.Join(", ", subnets)}");
        }
    }
}
