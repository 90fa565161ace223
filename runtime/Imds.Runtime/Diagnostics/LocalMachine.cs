using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Imds.Runtime.Diagnostics;

/// <summary>What this machine says of itself, with nothing sent to anybody.</summary>
internal class LocalMachine
{
    // The asset tag that the chassis of every virtual machine on Azure has.
    private const string AzureAssetTag = "7783-7084-3265-9085-8269-3286-77";

    /// <summary>Whether anything here says that this is a virtual machine on Azure.</summary>
    public virtual bool LooksLikeAzure => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? Directory.Exists(Path.Combine(Path.GetPathRoot(Environment.SystemDirectory) ?? "C:\\", "WindowsAzure"))
        : ReadLine("/sys/class/dmi/id/chassis_asset_tag") == AzureAssetTag || Directory.Exists("/var/lib/waagent");

    public virtual bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>The address of this machine from which requests to another start.</summary>
    /// <exception cref="SocketException">There is no route.</exception>
    public virtual IPAddress SourceOf(IPAddress destination, int port)
    {
        // Connecting a datagram socket picks the route and sends nothing.
        using var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(destination, port);
        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }

    /// <summary>The adapters that are up.</summary>
    public virtual IReadOnlyList<Adapter> Adapters()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Where(adapter => adapter.OperationalStatus != OperationalStatus.Down)
                .Select(Describe)];
        }
        catch (NetworkInformationException)
        {
            return []; // a system that lists no adapters leaves their names out of the report
        }
    }

    private Adapter Describe(NetworkInterface adapter)
    {
        var properties = adapter.GetIPProperties();
        return new Adapter(
            adapter.Name,
            [.. properties.UnicastAddresses.Select(address => address.Address)],
            properties.GatewayAddresses.Select(gateway => gateway.Address)
                .FirstOrDefault(gateway => gateway.AddressFamily == AddressFamily.InterNetwork),
            IsWindows ? UsesDhcp(properties) : null);
    }

    private static bool? UsesDhcp(IPInterfaceProperties properties)
    {
        try
        {
#pragma warning disable CA1416 // asked on Windows only
            return properties.GetIPv4Properties().IsDhcpEnabled;
#pragma warning restore CA1416
        }
        catch (NetworkInformationException)
        {
            return null; // an adapter without IPv4
        }
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // what may not be read says nothing
        }
    }
}

/// <summary>A network adapter.</summary>
/// <param name="name">Its name, such as eth0.</param>
/// <param name="addresses">Its addresses.</param>
/// <param name="gateway">Where it sends what is not on its own network; null if nowhere.</param>
/// <param name="usesDhcp">Whether it has its address from DHCP; null if unknown.</param>
internal sealed class Adapter(string name, IReadOnlyList<IPAddress> addresses, IPAddress? gateway, bool? usesDhcp)
{
    public string Name { get; } = name;

    public IReadOnlyList<IPAddress> Addresses { get; } = addresses;

    public IPAddress? Gateway { get; } = gateway;

    public bool? UsesDhcp { get; } = usesDhcp;
}
