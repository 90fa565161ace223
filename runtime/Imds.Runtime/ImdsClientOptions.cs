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

    /// <summary>The size of the largest reply that is read, in bytes; 4 MiB unless set.</summary>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>What sends the requests, in place of the client's own connection to the network. The client does not dispose it.</summary>
    /// <remarks>Meant for tests. A handler that uses a proxy or follows redirects breaks the rules of the service.</remarks>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>The clock that time-outs go by.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
