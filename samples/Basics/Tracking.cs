// Why: a vendor counts the machines that run its software; the id stays through restarts and moves.
using Imds;

namespace Basics;

internal static class Tracking
{
    public static async Task RunAsync(ImdsClient imds)
    {
        string id = await imds.Instance.Compute.VmId.GetAsync();
        Console.WriteLine(id);
    }
}
