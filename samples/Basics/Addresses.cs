// Why: under which address others reach the machine; public addresses of the Standard SKU are known to the load balancer alone.
using Imds;

namespace Basics;

internal static class Addresses
{
    public static async Task RunAsync(ImdsClient imds)
    {
        string ownAddress = await imds.Instance.Network.Interface[0].Ipv4.IpAddress[0].PublicIpAddress.GetAsync();
        Console.WriteLine($"own: {(ownAddress.Length > 0 ? ownAddress : "none")}");

        try
        {
            LoadBalancerMetadata balancer = await imds.LoadBalancer.GetAsync();
            foreach (var address in balancer.LoadBalancer.PublicIpAddresses)
            {
                Console.WriteLine($"load balancer: {address.FrontendIpAddress} to {address.PrivateIpAddress}");
            }
        }
        catch (ImdsException failure) when (failure.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            Console.WriteLine("no load balancer");
        }
    }
}
