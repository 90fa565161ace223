using System.Reflection;
using PublicLibrary;
using StandardLibrary;

var endpoint = new Uri(args[0]);

// The library's types are at hand here, with no package of its own.
Imds.Instance vm = await Machine.ReadAsync(endpoint);
await using var imds = new Imds.ImdsClient(new Imds.ImdsClientOptions { Endpoint = endpoint });
Console.WriteLine($"name {vm.Compute.Name}");
Console.WriteLine($"size {await imds.Instance.Compute.VmSize.GetAsync()}");
Console.WriteLine($"client {imds.GetType().Assembly.GetName().Name}");
Console.WriteLine($"generated {Assembly.GetExecutingAssembly().GetTypes().Count(type => type.Namespace?.StartsWith("Imds", StringComparison.Ordinal) == true)}");

Console.WriteLine($"disks {string.Join(',', await Disks.ReadNamesAsync(endpoint))}");
Console.WriteLine($"os {await Disks.ReadOsTypeAsync(endpoint)}");
Console.WriteLine($"visible {string.Join(',', typeof(Disks).Assembly.GetExportedTypes().Select(type => type.FullName))}");
