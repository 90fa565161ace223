using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Diagnostics;

/// <summary>The checks that ask this machine alone and send nothing.</summary>
internal static class NetworkChecks
{
    /// <summary>
    /// Whether the machine has a route to the address, and through which adapter and from which of its addresses it goes.
    /// </summary>
    public static ImdsCheck Route(Uri endpoint, bool reachesNetwork, LocalMachine machine)
    {
        const string Name = "route";
        if (!reachesNetwork)
        {
            return new(Name, ImdsCheckStatus.Skipped, "Requests go through a handler of the program's own.");
        }

        if (!IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var address))
        {
            return new(Name, ImdsCheckStatus.Skipped, $"'{endpoint.Host}' is a name, and only addresses are looked up here.");
        }

        var adapters = machine.Adapters();
        var primary = adapters.FirstOrDefault(adapter => adapter.Gateway is not null);
        IPAddress source;
        try
        {
            source = machine.SourceOf(address, endpoint.Port);
        }
        catch (SocketException e)
        {
            var dhcp = machine.IsWindows ? "'ipconfig /renew'" : "'dhclient'";
            return new(
                Name, ImdsCheckStatus.Failed, $"There is no route to {address} ({e.SocketErrorCode}).",
                $"Let the primary adapter get its address and routes by DHCP ({dhcp} asks anew), or add the route: "
                + $"{AddRoute(address, primary, machine)}");
        }

        var adapter = adapters.FirstOrDefault(adapter => adapter.Addresses.Contains(source));
        var way = $"Requests to {address} start at {source}" + (adapter is null ? "." : $", of the adapter '{adapter.Name}'.");
        if (IsLinkLocal(source) && IsLinkLocal(address))
        {
            return new(
                Name, ImdsCheckStatus.Warning,
                way + " That is a link-local address, as the adapter of a failover cluster has, and the service is not to be reached from "
                    + "it.",
                $"Give the service a route of its own through the primary adapter: {AddRoute(address, primary, machine)}");
        }

        return adapter is { UsesDhcp: false } && IsLinkLocal(address)
            ? new(
                Name, ImdsCheckStatus.Warning, way + " The adapter has a fixed address, not one from DHCP.",
                "If the service does not answer, let the adapter get its address by DHCP: "
                    + "Azure hands out the route to the service with it.")
            : new(Name, ImdsCheckStatus.Passed, way);
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
                $"A proxy is set for this address: {proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}. This "
                + "client bypasses it; others may not, and the service refuses what comes through one.",
                $"Add {endpoint.Host} to NO_PROXY.");
    }

    private static bool IsLinkLocal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.ToString().StartsWith("169.254.", StringComparison.Ordinal);

    private static string AddRoute(IPAddress address, Adapter? primary, LocalMachine machine)
    {
        var gateway = primary?.Gateway?.ToString() ?? "<gateway>";
        return machine.IsWindows
            ? $"route add {address} mask 255.255.255.255 {gateway} metric 1 -p"
            : $"ip route add {address} via {gateway} dev {primary?.Name ?? "<adapter>"}";
    }
}
