// Why: each cloud has its own addresses, and a program that runs in several has to know where it is.
using Imds;

namespace Basics;

internal static class Cloud
{
    public static async Task RunAsync(ImdsClient imds)
    {
        string cloud = await imds.Instance.Compute.AzEnvironment.GetAsync();
        var management = cloud.ToUpperInvariant() switch
        {
            "AZUREUSGOVERNMENTCLOUD" => "https://management.usgovcloudapi.net",
            "AZURECHINACLOUD" => "https://management.chinacloudapi.cn",
            _ => "https://management.azure.com",
        };
        Console.WriteLine($"{cloud}: {management}");
    }
}
