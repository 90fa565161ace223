using System.ComponentModel;
using Imds.Runtime.Http;

namespace Imds.CompilerServices;

/// <summary>What sends a client's requests where it is given no handler, for those who put handlers of their own before it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImdsTransport
{
    /// <summary>Makes a handler that goes straight to the network, without proxies, redirects or cookies.</summary>
    public static HttpMessageHandler CreateHandler(ImdsClientOptions options) =>
        Transport.CreateHandler((options ?? throw new ArgumentNullException(nameof(options))).ConnectTimeout);
}
