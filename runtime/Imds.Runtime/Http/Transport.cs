using System.Diagnostics;
using Imds.Runtime.Options;

namespace Imds.Runtime.Http;

/// <summary>Makes what sends the requests: a connection straight to the service that adds nothing of its own.</summary>
internal static class Transport
{
    public static HttpMessageInvoker Create(ClientSettings settings) => settings.Handler is { } handler
        ? new HttpMessageInvoker(handler, disposeHandler: false)
        : new HttpMessageInvoker(CreateHandler(settings.ConnectTimeout), disposeHandler: true);

    /// <summary>
    /// The kind of span that a request is: one to the network counts once, and what is observed by .NET itself has one already.
    /// </summary>
    public static ActivityKind SpanKind(ClientSettings settings) =>
        settings.ReachesNetwork && !IsObserved ? ActivityKind.Client : ActivityKind.Internal;

#if NET8_0_OR_GREATER
    private const bool IsObserved = false;

    public static HttpMessageHandler CreateHandler(TimeSpan connectTimeout) => new SocketsHttpHandler
    {
        UseProxy = false, // the service refuses what came through one
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null, // and with it .NET's own span of the request
        ConnectTimeout = connectTimeout,
        MaxResponseDrainSize = 0, // a body that is too large is not worth reading on
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    };
#else
    private const bool IsObserved = true;

    public static HttpMessageHandler CreateHandler(TimeSpan connectTimeout) => new HttpClientHandler
    {
        UseProxy = false, // the service refuses what came through one
        AllowAutoRedirect = false,
        UseCookies = false,
    };
#endif
}
