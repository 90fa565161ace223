// Why: a support case begins with what the machine is; this is what a customer can send.
using Imds;

namespace Basics;

internal static class Support
{
    public static async Task RunAsync(ImdsClient imds)
    {
        Compute compute = await imds.Instance.Compute.GetAsync();
        // Keys and user data are nobody's business.
        Console.WriteLine((compute with { UserData = "", PublicKeys = ImdsList<PublicKey>.Empty }).ToJson());
    }
}
