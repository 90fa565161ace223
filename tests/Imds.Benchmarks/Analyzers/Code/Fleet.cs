using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Imds;

namespace Contoso.Area000.Fleet;

public sealed record Machine(string Name, string Size, string Location, string Group)
{
    public string Zone { get; init; } = "";

    public string Host { get; init; } = "";

    public string Label { get; init; } = "";

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public bool Has(string tag) => Tags.ContainsKey(tag);

    public override string ToString() => $"{Name} ({Size}, {Location}{(Zone.Length > 0 ? "-" + Zone : "")})";
}

internal sealed class Inventory : IAsyncDisposable
{
    private readonly ImdsClient _imds = new();
    private readonly Dictionary<string, Machine> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly object _gate = new();

    private bool KnowsHosts => _imds.ApiVersion >= ImdsApiVersions.V2021_11_15;

    public int Count
    {
        get
        {
            lock (_gate) return _known.Count;
        }
    }

    public async Task<Machine> ReadAsync(CancellationToken cancellation)
    {
        var vm = await _imds.Instance.GetAsync(cancellation);
        var compute = vm.Compute;
        var tags = compute.TagsList.ToDictionary(tag => tag.Name, tag => tag.Value, StringComparer.OrdinalIgnoreCase);
        var machine = new Machine(compute.Name, compute.VmSize, compute.Location, compute.ResourceGroupName)
        {
            Zone = compute.Zone,
            Tags = tags,
        };
        if (KnowsHosts) machine = machine with { Host = compute.Host.Id };
        if (_imds.ApiVersion >= ImdsApiVersions.V2021_03_01 && compute.ExtendedLocation.Name.Length > 0)
        {
            machine = machine with { Label = $"{compute.ExtendedLocation.Type}: {compute.ExtendedLocation.Name}" };
        }

        lock (_gate) _known[machine.Name] = machine;
        return machine;
    }

    public async Task<string> UserDataAsync(string otherwise, CancellationToken cancellation)
    {
        if (_imds.ApiVersion < ImdsApiVersions.V2021_01_01) return otherwise;
        var encoded = await _imds.Instance.Compute.UserData.GetAsync(cancellation);
        return encoded.Length == 0 ? otherwise : System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
    }

    public async Task<IReadOnlyList<string>> AddressesAsync(CancellationToken cancellation)
    {
        var addresses = new List<string>();
        var network = await _imds.Instance.Network.GetAsync(cancellation);
        foreach (var card in network.Interface)
        {
            foreach (var address in card.Ipv4.IpAddress)
            {
                if (address.PublicIpAddress is { Length: > 0 } outside) addresses.Add(outside);
                addresses.Add(address.PrivateIpAddress);
            }
        }

        return addresses.Distinct().Order(StringComparer.Ordinal).ToList();
    }

    public Machine? Find(string name)
    {
        lock (_gate) return _known.TryGetValue(name, out var machine) ? machine : null;
    }

    public IReadOnlyList<Machine> In(string location)
    {
        lock (_gate)
        {
            return _known.Values
                .Where(machine => machine.Location.Equals(location, StringComparison.OrdinalIgnoreCase))
                .OrderBy(machine => machine.Name, StringComparer.Ordinal)
                .ToList();
        }
    }

    public string Summary()
    {
        lock (_gate)
        {
            var groups = _known.Values.GroupBy(machine => machine.Group).OrderByDescending(group => group.Count());
            return string.Join(Environment.NewLine,
                groups.Select(group => $"{group.Key}: {group.Count()} ({string.Join(", ", group.Take(3))})"));
        }
    }

    public ValueTask DisposeAsync() => _imds.DisposeAsync();
}
