using Imds;
using Imds.Emulator;

// Off Azure there is no service to ask: unless an address is given, an emulated machine answers.
await using var emulator = args.Length == 0 ? await ImdsEmulator.StartAsync() : null;
await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = emulator?.Endpoint ?? new Uri(args[0]) });

try
{
    Instance vm = await imds.Instance.GetAsync();

    Console.WriteLine($"{vm.Compute.Name}, {vm.Compute.VmSize} in {vm.Compute.Location}, api-version {imds.ApiVersion}");
    Console.WriteLine($"  id        {vm.Compute.VmId}");
    Console.WriteLine($"  computer  {vm.Compute.OsProfile.ComputerName}, {vm.Compute.OsType}, {vm.Compute.Offer} {vm.Compute.Sku}");

    foreach (NetworkInterface nic in vm.Network.Interface)
    {
        var addresses = nic.Ipv4.IpAddress
            .Select(ip => ip.PublicIpAddress.Length > 0 ? $"{ip.PrivateIpAddress} ({ip.PublicIpAddress})" : ip.PrivateIpAddress);
        Console.WriteLine($"  network   {nic.MacAddress}, {string.Join(", ", addresses)}");
    }

    Console.WriteLine($"  disk      {vm.Compute.StorageProfile.OsDisk.Name}, {vm.Compute.StorageProfile.OsDisk.DiskSizeGB} GB");
    foreach (DataDisk disk in vm.Compute.StorageProfile.DataDisks)
    {
        Console.WriteLine($"  disk      {disk.Name}, {disk.DiskSizeGB} GB at lun {disk.Lun}");
    }

    foreach (Tag tag in vm.Compute.TagsList)
    {
        Console.WriteLine($"  tag       {tag.Name} = {tag.Value}");
    }

    // One value by its route, for whoever needs no more.
    Console.WriteLine($"  zone      {await imds.Instance.Compute.Zone.GetAsync()}");
    return 0;
}
catch (ImdsException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
