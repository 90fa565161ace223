using Imds;

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(args[0]) });
var compute = await imds.Instance.Compute.GetAsync();
Console.WriteLine($"{compute.Name} {compute.Location} {compute.VmSize}");
