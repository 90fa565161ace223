using Imds;

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(args[0]) });
Instance vm = await imds.Instance.GetAsync();
Console.WriteLine($"name {vm.Compute.Name}");
Console.WriteLine($"size {await imds.Instance.Compute.VmSize.GetAsync()}");
Console.WriteLine($"computer {vm.Compute.OsProfile.ComputerName}");
Console.WriteLine($"token {(await imds.Identity.Oauth2.Token.GetAsync(resource: "https://vault.example/")).TokenType}");
