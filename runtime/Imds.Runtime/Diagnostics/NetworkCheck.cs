using System.Net;
using System.Net.Sockets;
using Imds.Runtime.Http;

namespace Imds.Runtime.Diagnostics;

/// <summary>The checks that ask this machine alone and send nothing.</summary>
internal static class NetworkCheck
{
    /// <summary>Whether the machine has a route to the address, and from which of its own addresses it starts.</summary>
    public static ImdsCheck Route(Uri endpoint, Settings settings)
    {
        if (settings.Handler is not null && ReferenceEquals(settings.World, settings.Handler))
        {
            return new("route", ImdsCheckStatus.Skipped, "Requests go through a handler of the program's own.");
        }

        if (!IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var address))
        {
            return new("route", ImdsCheckStatus.Skipped, $"'{endpoint.Host}' is a name, and only addresses are looked up here.");
        }

        try
        {
            // Connecting a datagram socket picks the route and sends nothing.
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, endpoint.Port);
            return new("route", ImdsCheckStatus.Passed, $"The way to {address} starts at {((IPEndPoint)socket.LocalEndPoint!).Address}.");
        }
        catch (SocketException e)
        {
            return new(
                "route", ImdsCheckStatus.Failed, $"There is no route to {address} ({e.SocketErrorCode}).",
                $"Add one through the primary network interface, such as 'ip route add {address} dev eth0' or 'route add {address} mask 255.255.255.255 <gateway>'.");
        }
    }

    /// <summary>Whether programs that follow the proxy settings would go through a proxy: this client does not.</summary>
    public static ImdsCheck Proxy(Uri endpoint)
    {
#if NET8_0_OR_GREATER
        var settings = HttpClient.DefaultProxy;
#else
        var settings = WebRequest.DefaultWebProxy;
#endif
        var proxy = settings is null || settings.IsBypassed(endpoint) ? null : settings.GetProxy(endpoint);
        return proxy is null || proxy == endpoint
            ? new("proxy", ImdsCheckStatus.Passed, "No proxy is set for this address.")
            : new(
                "proxy", ImdsCheckStatus.Warning,
                $"A proxy is set for this address: {proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}. This client goes past it; others may not, and the service refuses what comes through one.",
                $"Add {endpoint.Host} to NO_PROXY.");
    }
}
