// Why: a small program without a runtime to install: no reflection anywhere on the way from the reply to the record.
using System.Runtime.CompilerServices;
using Imds;

await using var imds = new ImdsClient(args.Length > 0 ? new ImdsClientOptions { Endpoint = new Uri(args[0]) } : new ImdsClientOptions());
Instance vm = await imds.Instance.GetAsync();
Console.WriteLine($"native {!RuntimeFeature.IsDynamicCodeSupported}");
Console.WriteLine($"name {vm.Compute.Name}");
Console.WriteLine($"size {await imds.Instance.Compute.VmSize.GetAsync()}");
var addresses = vm.Network.Interface.SelectMany(card => card.Ipv4.IpAddress).Select(ip => ip.PrivateIpAddress);
Console.WriteLine($"addresses {string.Join(',', addresses)}");
Console.WriteLine($"versions {(await imds.Versions.GetAsync()).ApiVersions.Count}");
