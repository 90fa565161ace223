using Microsoft.Extensions.Logging;

namespace Imds;

/// <summary>How a client calls the service. The defaults suit an Azure VM.</summary>
/// <remarks>A client takes its own copy when it is made: later changes have no effect on it.</remarks>
public sealed class ImdsClientOptions
{
    /// <summary>The service's own address, which is the same on every VM.</summary>
    public static Uri DefaultEndpoint { get; } = new("http://169.254.169.254/metadata");

    /// <summary>Where the service is. An address without a path gets <c>/metadata</c>.</summary>
    public Uri Endpoint { get; set; } = DefaultEndpoint;

    /// <summary>How long making a connection may take; 1 second unless set.</summary>
    /// <remarks>On .NET Framework, and with a <see cref="Handler"/> of your own, <see cref="TryTimeout"/> bounds it in its place.</remarks>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one try may take until its reply is read; 10 seconds unless set.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take with all its tries; 100 seconds unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// What stands in place of <see cref="TryTimeout"/> for scheduled events, whose first call the service may answer as late as
    /// after two minutes; 130 seconds unless set. A call may take as long as this even where <see cref="Timeout"/> is shorter.
    /// </summary>
    public TimeSpan ScheduledEventsTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How many times a request is sent before a failure that may pass is final; 5 unless set, and 1 for no repetition.</summary>
    /// <remarks>
    /// Repeated are status 408, 429 and 5xx, time-outs, and connections that break or, twice at most, do not come about; for
    /// identity 404 as well. Status 410 is repeated seven times, as it passes within 70 seconds.
    /// </remarks>
    public int MaxTries { get; set; } = 5;

    /// <summary>The wait before the second try, twice as long before each further one; 1 second unless set.</summary>
    /// <remarks>For identity it is twice this. A wait that the service asks for takes its place.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether requests wait here, so that the service's limits of 5 a second, and for identity 20 a second and 5 at once, hold.</summary>
    /// <remarks>All clients of one endpoint in the process wait in one line.</remarks>
    public bool LimitRate { get; set; } = true;

    /// <summary>Whether a token is kept, in memory, until five minutes before it expires; yes unless set.</summary>
    public bool CacheTokens { get; set; } = true;

    /// <summary>How long a reply may stand in for a new one; no time unless set. Attested data and events are never kept.</summary>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.Zero;

    /// <summary>The size of the largest reply that is read, in bytes; 4 MiB unless set.</summary>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>What sends the requests, in place of the client's own connection to the network. The client does not dispose it.</summary>
    /// <remarks>Meant for tests. A handler that uses a proxy or follows redirects breaks the rules of the service.</remarks>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>Where the client writes its log: replies and failures at level Debug, tries that are repeated as warnings.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock that time-outs, waits and limits go by.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Whether the handler leads to the service itself, so that its requests count with those of other clients.</summary>
    internal bool HandlerReachesTheNetwork { get; set; }

    internal ImdsClientOptions Copy() => (ImdsClientOptions)MemberwiseClone();
}
