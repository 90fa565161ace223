using System.Net;
using Imds.Runtime.Options;

namespace Imds.Runtime.Http;

/// <summary>Tells a service that is slow from none at all, until one has answered at the endpoint.</summary>
internal sealed class FirstContact(ClientSettings settings, ServiceReachability reachability)
{
    private readonly Uri _endpoint = new(settings.Endpoint);
    private readonly ConnectionBound _bound = BoundOf(settings);

    private enum ConnectionBound
    {
        /// <summary>What sends the requests gives up a connection in time by itself.</summary>
        BySender,

        /// <summary>It goes to the network, but cannot tell connecting from waiting.</summary>
        None,

        /// <summary>Nobody can say from outside whether and where it connects.</summary>
        Unknown,
    }

    /// <summary>Whether a whole attempt without an answer is all that can be known of an absent service.</summary>
    public bool SilenceIsAbsence => _bound == ConnectionBound.Unknown && !reachability.HasBeenSeen;

    /// <summary>Begins to watch an attempt; null where nothing needs to be watched.</summary>
    public ConnectionWatch? Watch(CancellationToken cancellationToken) => _bound == ConnectionBound.None && !reachability.HasBeenSeen
        ? new ConnectionWatch(_endpoint, settings.ConnectTimeout, settings.Time, cancellationToken) : null;

    private static ConnectionBound BoundOf(ClientSettings settings)
    {
        var sender = settings.Handler;
        while (sender is DelegatingHandler { InnerHandler: { } inner })
        {
            sender = inner;
        }

        return sender switch
        {
            null => Transport.BoundsConnecting ? ConnectionBound.BySender : ConnectionBound.None,
            HttpClientHandler own => GoesThroughProxy(own.UseProxy, own.Proxy, settings) ? ConnectionBound.Unknown : ConnectionBound.None,
#if NET8_0_OR_GREATER
            SocketsHttpHandler own when own.ConnectTimeout > TimeSpan.Zero && own.ConnectTimeout <= settings.ConnectTimeout =>
                ConnectionBound.BySender,
            SocketsHttpHandler { ConnectCallback: null } own => GoesThroughProxy(own.UseProxy, own.Proxy, settings)
                ? ConnectionBound.Unknown : ConnectionBound.None,
#endif
            _ => ConnectionBound.Unknown,
        };
    }

    private static bool GoesThroughProxy(bool usesProxy, IWebProxy? own, ClientSettings settings) =>
        usesProxy && Transport.ProxyFor(new Uri(settings.Endpoint), own ?? Transport.DefaultProxy) is not null;
}
