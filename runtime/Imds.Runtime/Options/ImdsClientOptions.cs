using Imds.Runtime.Options;
using Microsoft.Extensions.Logging;

namespace Imds;

/// <summary>How a client calls the service. The defaults suit an Azure VM.</summary>
/// <remarks>A client takes its own copy when it is made: later changes have no effect on it.</remarks>
public sealed class ImdsClientOptions
{
    /// <summary>Makes options with their defaults.</summary>
    public ImdsClientOptions()
    {
    }

    /// <summary>Makes a copy of other options.</summary>
    public ImdsClientOptions(ImdsClientOptions other)
    {
        if (other is null)
        {
            throw new ArgumentNullException(nameof(other));
        }

        Endpoint = other.Endpoint;
        ConnectTimeout = other.ConnectTimeout;
        AttemptTimeout = other.AttemptTimeout;
        Timeout = other.Timeout;
        ScheduledEventsTimeout = other.ScheduledEventsTimeout;
        MaxAttempts = other.MaxAttempts;
        RetryDelay = other.RetryDelay;
        LimitRate = other.LimitRate;
        CacheTokens = other.CacheTokens;
        CacheLifetime = other.CacheLifetime;
        AbsenceLifetime = other.AbsenceLifetime;
        RequireCompleteData = other.RequireCompleteData;
        MaxResponseBytes = other.MaxResponseBytes;
        Handler = other.Handler;
        HandlerReachesNetwork = other.HandlerReachesNetwork;
        LoggerFactory = other.LoggerFactory;
        TimeProvider = other.TimeProvider;
        Jitter = other.Jitter;
    }

    /// <summary>The service's own address, which is the same on every VM.</summary>
    public static Uri DefaultEndpoint { get; } = new("http://169.254.169.254/metadata");

    /// <summary>Where the service is. An address without a path gets <c>/metadata</c>.</summary>
    public Uri Endpoint { get; set; } = DefaultEndpoint;

    /// <summary>How long making a connection may take. The default is 1 second.</summary>
    /// <remarks>
    /// <para>.NET Framework cannot bound the connecting of a request, nor does a handler of .NET that is your own unless it says so. There,
    /// until the service has answered for the first time, the client connects once more beside its request, and gives the request up where
    /// that takes longer; after that <see cref="AttemptTimeout"/> bounds connecting too.</para>
    /// <para>With any other <see cref="Handler"/>, or one that goes through a proxy, the client cannot see connections: until a first
    /// answer, an attempt in which nothing answers within <see cref="AttemptTimeout"/> is taken for the absence of the service.</para>
    /// </remarks>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one attempt may take until its reply is read. The default is 10 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take with all its attempts. The default is 100 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// What stands in place of <see cref="AttemptTimeout"/> for scheduled events, whose first call can take the service two minutes to
    /// answer. The default is 130 seconds. A call may take as long as this even where <see cref="Timeout"/> is shorter.
    /// </summary>
    public TimeSpan ScheduledEventsTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How many times a request is sent before a transient failure is final. The default is 5; 1 means no retries.</summary>
    /// <remarks>
    /// Retried are status 408, 429 and 5xx, time-outs and broken connections; where the service has answered before, connections that
    /// fail, twice at most; and for identity 404 as well. Status 410 is retried seven times, as it passes within 70 seconds.
    /// </remarks>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The wait before the second attempt, twice as long before each further one. The default is 1 second.</summary>
    /// <remarks>For identity it is twice this. A wait that the service asks for takes its place.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether requests wait here, so that the service's limits of 5 a second, and for identity 20 a second and 5 at once, hold. The
    /// default is true.
    /// </summary>
    /// <remarks>All clients of one endpoint in the process wait in one line.</remarks>
    public bool LimitRate { get; set; } = true;

    /// <summary>Whether a token is kept, in memory, until five minutes before it expires. The default is true.</summary>
    public bool CacheTokens { get; set; } = true;

    /// <summary>
    /// How long a reply may stand in for a new one. The default is zero: no reply is kept. Attested data and events never are.
    /// </summary>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// How long it is remembered that no service was found at the endpoint. Until then a call fails at once, and its message says since
    /// when. The default is 1 minute; zero means that every call tries, and retries, by itself.
    /// </summary>
    /// <remarks>All clients of one endpoint in the process share what they found.</remarks>
    public TimeSpan AbsenceLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a document that the service can only give in part is refused (<c>extended=true</c>). The default is false: where one of the
    /// service's own sources fails, the rest of the document is given, and the missing part reads as empty.
    /// </summary>
    public bool RequireCompleteData { get; set; }

    /// <summary>The size of the largest reply that is read, in bytes. The default is 4 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>What sends the requests, in place of the client's own connection to the network. The client does not dispose it.</summary>
    /// <remarks>Meant for tests. A handler that uses a proxy or follows redirects breaks the rules of the service.</remarks>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>Where the client writes its log: replies and failures at level Debug, attempts that are repeated as warnings.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock that time-outs, waits and limits go by.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Whether the <see cref="Handler"/> goes to the network as the client's own would, so that its requests count with those of other
    /// clients. The default is false: a client with a handler of its own shares nothing with others.
    /// </summary>
    public bool HandlerReachesNetwork { get; set; }

    /// <summary>By how much waits are longer, from 0 to 1, where it must not be left to chance.</summary>
    internal double? Jitter { get; set; }

    /// <summary>Checks what the constructor of a client checks.</summary>
    /// <exception cref="ArgumentException">An option is out of bounds; the message says which, and what it may be.</exception>
    public void Validate() => _ = new ClientSettings(this);
}
