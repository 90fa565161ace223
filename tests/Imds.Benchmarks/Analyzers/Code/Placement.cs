using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Imds;

namespace Contoso.Area000.Placement;

public sealed record Volume(string Name, int Lun, long Gigabytes, string Caching)
{
    public bool IsFast => Caching is "ReadOnly" or "ReadWrite";
}

public sealed record Link(string Mac, string Address, string Prefix)
{
    public override string ToString() => $"{Mac}: {Address}/{Prefix}";
}

internal sealed class PlacementReader : IDisposable
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(5);

    private readonly ImdsClient _imds = new();
    private readonly Stopwatch _age = new();
    private Instance _last = Instance.Empty;

    public async Task<string> DescribeAsync(CancellationToken cancellation)
    {
        var compute = await _imds.Instance.Compute.GetAsync(cancellation);
        var place = string.Join('/', compute.AzEnvironment, compute.Location, compute.Zone);
        var domains = $"{compute.PlatformFaultDomain}.{compute.PlatformUpdateDomain}";
        var group = compute.ResourceGroupName.Length > 0 ? compute.ResourceGroupName : "none";
        var set = compute.VmScaleSetName is { Length: > 0 } name ? $", one of {name}" : "";
        return $"{compute.Name} ({compute.VmSize}, {compute.OsType}) at {place}, domains {domains}, in {group}{set}";
    }

    public async Task<IReadOnlyList<Volume>> VolumesAsync(CancellationToken cancellation)
    {
        var vm = await CurrentAsync(cancellation);
        var volumes = new List<Volume>();
        foreach (var disk in vm.Compute.StorageProfile.DataDisks)
        {
            if (!int.TryParse(disk.Lun, NumberStyles.None, CultureInfo.InvariantCulture, out var lun)) continue;
            var size = long.TryParse(disk.DiskSizeGB, NumberStyles.None, CultureInfo.InvariantCulture, out var gigabytes) ? gigabytes : 0;
            volumes.Add(new Volume(disk.Name, lun, size, disk.Caching));
        }

        var system = vm.Compute.StorageProfile.OsDisk;
        volumes.Insert(0, new Volume(system.Name, -1, 0, system.Caching));
        return volumes.OrderBy(volume => volume.Lun).ToList();
    }

    public async Task<IReadOnlyList<Link>> LinksAsync(CancellationToken cancellation)
    {
        var vm = await CurrentAsync(cancellation);
        var links =
            from card in vm.Network.Interface
            from subnet in card.Ipv4.Subnet
            from address in card.Ipv4.IpAddress
            where address.PrivateIpAddress.Length > 0
            select new Link(card.MacAddress, address.PrivateIpAddress, subnet.Prefix);
        return links.Distinct().ToList();
    }

    public async Task<string> FirstAddressAsync(CancellationToken cancellation) =>
        await _imds.Instance.Network.Interface[0].Ipv4.IpAddress[0].PrivateIpAddress.GetAsync(cancellation);

    public async Task<Uri> PortalAsync(CancellationToken cancellation)
    {
        var vm = await CurrentAsync(cancellation);
        var path = $"subscriptions/{vm.Compute.SubscriptionId}/resourceGroups/{Uri.EscapeDataString(vm.Compute.ResourceGroupName)}";
        return new Uri($"https://portal.contoso.example/{path}/machines/{vm.Compute.VmId}");
    }

    public static double Spread(IEnumerable<Volume> volumes)
    {
        var sizes = volumes.Where(volume => volume.Gigabytes > 0).Select(volume => (double)volume.Gigabytes).ToList();
        if (sizes.Count < 2) return 0;
        var mean = sizes.Average();
        return Math.Sqrt(sizes.Sum(size => (size - mean) * (size - mean)) / (sizes.Count - 1));
    }

    public void Dispose() => _imds.Dispose();

    private async Task<Instance> CurrentAsync(CancellationToken cancellation)
    {
        if (_age.IsRunning && _age.Elapsed < MaximumAge) return _last;
        _last = await _imds.Instance.GetAsync(cancellation);
        _age.Restart();
        return _last;
    }
}
