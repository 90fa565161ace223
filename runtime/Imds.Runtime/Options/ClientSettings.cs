using Imds.Runtime.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imds.Runtime.Options;

/// <summary>A client's options, checked and copied, so that no later change reaches a client at work.</summary>
internal sealed class ClientSettings
{
    // The largest delay that a timer takes.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    public ClientSettings(ImdsClientOptions options)
    {
        Endpoint = Address(options.Endpoint);
        Time = options.TimeProvider ?? throw Invalid(nameof(options.TimeProvider), "null", "use TimeProvider.System");
        ConnectTimeout = Positive(options.ConnectTimeout, nameof(options.ConnectTimeout));
        AttemptTimeout = Positive(options.AttemptTimeout, nameof(options.AttemptTimeout));
        Timeout = Positive(options.Timeout, nameof(options.Timeout));
        ScheduledEventsTimeout = Positive(options.ScheduledEventsTimeout, nameof(options.ScheduledEventsTimeout));
        MaxResponseBytes = options.MaxResponseBytes > 0
            ? options.MaxResponseBytes
            : throw Invalid(nameof(options.MaxResponseBytes), options.MaxResponseBytes, "it must be greater than 0");
        MaxAttempts = options.MaxAttempts > 0
            ? options.MaxAttempts
            : throw Invalid(nameof(options.MaxAttempts), options.MaxAttempts, "it must be at least 1, which sends each request once");
        RetryDelay = Positive(options.RetryDelay, nameof(options.RetryDelay));
        CacheLifetime = options.CacheLifetime >= TimeSpan.Zero
            ? options.CacheLifetime
            : throw Invalid(nameof(options.CacheLifetime), options.CacheLifetime, "it must not be negative; zero keeps nothing");
        CacheTokens = options.CacheTokens;
        LimitRate = options.LimitRate;
        RequireCompleteData = options.RequireCompleteData;
        AbsenceLifetime = options.AbsenceLifetime >= TimeSpan.Zero
            ? options.AbsenceLifetime
            : throw Invalid(nameof(options.AbsenceLifetime), options.AbsenceLifetime, "it must not be negative; zero remembers nothing");
        Jitter = options.Jitter;
        Handler = options.Handler;
        ReachesNetwork = options.Handler is null || options.HandlerReachesNetwork;
        Logger = options.LoggerFactory?.CreateLogger(Log.Category) ?? NullLogger.Instance;
    }

    /// <summary>The endpoint without a slash at its end.</summary>
    public string Endpoint { get; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan AttemptTimeout { get; }

    public TimeSpan Timeout { get; }

    public TimeSpan ScheduledEventsTimeout { get; }

    public int MaxResponseBytes { get; }

    public int MaxAttempts { get; }

    public TimeSpan RetryDelay { get; }

    /// <summary>By how much waits are longer, from 0 to 1; null for a random part of it.</summary>
    public double? Jitter { get; }

    public bool LimitRate { get; }

    public TimeSpan CacheLifetime { get; }

    public bool CacheTokens { get; }

    public bool RequireCompleteData { get; }

    public TimeSpan AbsenceLifetime { get; }

    public HttpMessageHandler? Handler { get; }

    /// <summary>Whether requests go to the network through a handler that is set up here.</summary>
    public bool ReachesNetwork { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    private static string Address(Uri? endpoint)
    {
        const string Example =
            "it must be an absolute http or https address without user, query or fragment, such as http://169.254.169.254/metadata";
        if (endpoint is not { IsAbsoluteUri: true } || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)
            || endpoint.UserInfo.Length + endpoint.Query.Length + endpoint.Fragment.Length > 0 || !HasHost(endpoint))
        {
            // User information may be a password, so it is not shown.
            throw Invalid(nameof(ImdsClientOptions.Endpoint),
                endpoint is { IsAbsoluteUri: true, UserInfo.Length: > 0 } ? "an address with a user" : endpoint, Example);
        }

        var path = endpoint.AbsolutePath.TrimEnd('/');
        return endpoint.GetLeftPart(UriPartial.Authority) + (path.Length == 0 ? "/metadata" : path);
    }

    // Characters that are not seen may be all there is of a host's name, and a Uri says so when it is asked for the name.
    private static bool HasHost(Uri endpoint)
    {
        try
        {
            return endpoint.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static TimeSpan Positive(TimeSpan value, string name) => value > TimeSpan.Zero && value <= Longest
        ? value
        : throw Invalid(name, value, "it must be greater than 0 and at most 24 days");

    private static ArgumentException Invalid(string name, object? value, string rule) =>
        new(FormattableString.Invariant($"{nameof(ImdsClientOptions)}.{name} is {value ?? "null"}: {rule}."), "options");
}
