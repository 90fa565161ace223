namespace Imds.Runtime.Http;

/// <summary>Makes what sends the requests: a connection straight to the service that adds nothing of its own.</summary>
internal static class Transport
{
    public static HttpMessageInvoker Create(Settings settings) => settings.Handler is { } handler
        ? new HttpMessageInvoker(handler, disposeHandler: false)
        : new HttpMessageInvoker(CreateHandler(settings.ConnectTimeout), disposeHandler: true);

#if NET8_0_OR_GREATER
    public static HttpMessageHandler CreateHandler(TimeSpan connectTimeout) => new SocketsHttpHandler
    {
        UseProxy = false, // the service refuses what came through one
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = connectTimeout,
        MaxResponseDrainSize = 0, // a body that is too large is not worth reading on
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    };
#else
    public static HttpMessageHandler CreateHandler(TimeSpan connectTimeout) => new HttpClientHandler
    {
        UseProxy = false, // the service refuses what came through one
        AllowAutoRedirect = false,
        UseCookies = false,
    };
#endif
}
