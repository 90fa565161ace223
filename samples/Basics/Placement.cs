// Why: replicas of data belong into different fault and update domains, or zones.
using Imds;

namespace Basics;

internal static class Placement
{
    public static async Task RunAsync(ImdsClient imds)
    {
        Compute compute = await imds.Instance.Compute.GetAsync();
        string rack = compute.Zone.Length > 0
            ? $"zone {compute.Location}-{compute.Zone}"
            : $"fault domain {compute.PlatformFaultDomain}, update domain {compute.PlatformUpdateDomain}";
        Console.WriteLine(rack);
    }
}
