// Why: older applications run on virtual machines, too; .NET Framework 4.7.2 has the same client.
using System;
using System.Threading.Tasks;
using Imds;

namespace NetFramework;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var options = new ImdsClientOptions();
        if (args.Length > 0)
        {
            options.Endpoint = new Uri(args[0]);
        }

        using (var imds = new ImdsClient(options))
        {
            try
            {
                Instance vm = await imds.Instance.GetAsync();
                Console.WriteLine($"{vm.Compute.Name} is a {vm.Compute.VmSize} in {vm.Compute.Location}.");
                return 0;
            }
            catch (ImdsException failure)
            {
                Console.Error.WriteLine(failure.Message);
                return 1;
            }
        }
    }
}
