namespace Imds.Runtime.Policies;

/// <summary>What the service does differently from one endpoint to the next.</summary>
internal readonly struct EndpointRules
{
    private EndpointRules(string path)
    {
        IsIdentity = Under(path, "identity");
        IsScheduledEvents = Under(path, "scheduledevents");
        IsToken = Under(path, "identity/oauth2");
        IsCacheable = !IsScheduledEvents && !IsToken && !Under(path, "attested");
    }

    /// <summary>Tokens have limits of their own, and their 404 passes.</summary>
    public bool IsIdentity { get; }

    /// <summary>A token is good until it expires.</summary>
    public bool IsToken { get; }

    /// <summary>The first call may take two minutes.</summary>
    public bool IsScheduledEvents { get; }

    /// <summary>Whether an old reply is as good as a new one: not for what expires, changes, or proves something.</summary>
    public bool IsCacheable { get; }

    public static EndpointRules Of(string path) => new(path);

    private static bool Under(string path, string endpoint) =>
        path.StartsWith(endpoint, StringComparison.Ordinal) && (path.Length == endpoint.Length || path[endpoint.Length] == '/');
}
