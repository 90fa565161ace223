using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Imds.Runtime.Options;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Http;

/// <summary>What all clients of one endpoint in this process share: the service's limits, and whether it can be reached.</summary>
internal sealed class EndpointState
{
    // Clients with a handler or clock of their own, such as tests, share nothing with the others, and what they share goes with these.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, EndpointState>> States = new();

    private EndpointState(TimeProvider time)
    {
        Limits = new RequestLimits(time);
        Reachability = new ServiceReachability(time);
    }

    public RequestLimits Limits { get; }

    public ServiceReachability Reachability { get; }

    public static EndpointState Of(ClientSettings settings) => States
        .GetValue(settings.ReachesNetwork ? settings.Time : settings.Handler!, static _ => new(StringComparer.Ordinal))
        .GetOrAdd(settings.Endpoint, _ => new EndpointState(settings.Time));
}
