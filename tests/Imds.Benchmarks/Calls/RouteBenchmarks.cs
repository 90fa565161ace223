using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Imds.Benchmarks.Calls;

/// <summary>From the client down a route of seven names and two indexes, to the URL that is sent.</summary>
[MemoryDiagnoser]
public class RouteBenchmarks
{
    private const string Endpoint = "http://169.254.169.254/metadata";

    private readonly ImdsClient _imds = new();
    private int _interface = 1;
    private int _address = 12;

    [Benchmark]
    public string Route() => _imds.Instance.Network.Interface[_interface].Ipv4.IpAddress[_address].PublicIpAddress.Url;

    [Benchmark(Baseline = true)]
    public string Concat() => string.Concat([
        Endpoint, "/instance/network/interface/", _interface.ToString(CultureInfo.InvariantCulture), "/ipv4/ipAddress/",
        _address.ToString(CultureInfo.InvariantCulture), "/publicIpAddress", "?api-version=", "2023-07-01", "&format=text"]);

    internal void RequireSameResult()
    {
        if (Route() != Concat())
        {
            throw new InvalidOperationException($"The URLs differ: {Route()} and {Concat()}.");
        }
    }
}
