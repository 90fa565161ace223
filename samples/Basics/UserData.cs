// Why: settings that are given to a machine when it is made, and can be changed as long as it lives; every program can read them.
using System.Text;
using Imds;

namespace Basics;

internal static class UserData
{
    public static async Task RunAsync(ImdsClient imds)
    {
        string encoded = await imds.Instance.Compute.UserData.GetAsync();
        Console.WriteLine(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)));
    }
}
