using Imds;

[assembly: ImdsApiVersion("2021-02-01", Minimum = "2019-06-01")]

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(args[0]) });
Instance vm = await imds.Instance.GetAsync();
Console.WriteLine($"version {imds.ApiVersion}");
Console.WriteLine($"name {vm.Compute.Name}");
Console.WriteLine($"userData {typeof(Compute).GetProperty("UserData") is not null}");
Console.WriteLine($"host {typeof(Compute).GetProperty("Host") is not null}");
