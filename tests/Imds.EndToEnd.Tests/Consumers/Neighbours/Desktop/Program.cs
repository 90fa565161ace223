using System;
using System.Threading.Tasks;
using Imds;

internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(arguments[0]) });
        Instance vm = await imds.Instance.GetAsync();
        Console.WriteLine("runtime " + (Type.GetType("Mono.Runtime") is null ? "Framework" : "Mono"));
        Console.WriteLine("data " + vm.Compute.UserData);
        Console.WriteLine("name " + await imds.Instance.Compute.Name.GetAsync());
        Console.WriteLine("document " + vm.ToJson());
        try
        {
            await imds.Identity.Oauth2.Token.GetAsync("");
        }
        catch (ImdsException exception)
        {
            Console.WriteLine("refused " + (int?)exception.StatusCode);
        }
    }
}
