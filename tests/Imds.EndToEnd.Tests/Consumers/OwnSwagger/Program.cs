using Imds;

await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri(args[0]) });
Instance vm = await imds.Instance.GetAsync();
Console.WriteLine($"name {vm.Compute.Name}");
Console.WriteLine($"shelf {Instance.Parse("""{"rack":{"shelf":7,"slot":2}}""").Rack.Shelf}");
Console.WriteLine($"rack {string.Join(',', typeof(Rack).GetProperties().Select(property => property.Name).Where(name => name is "Shelf" or "Slot"))}");
Console.WriteLine($"compute {string.Join(',', typeof(Compute).GetProperties().Where(property => property.Name != "Empty" && property.Name != "EqualityContract").Select(property => property.Name))}");
