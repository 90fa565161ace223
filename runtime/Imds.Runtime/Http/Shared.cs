using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Http;

/// <summary>What all clients of one endpoint in this process share.</summary>
internal sealed class Shared
{
    // With a clock or handler goes what it held.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, Shared>> Worlds = new();

    private Shared(TimeProvider time)
    {
        Limits = new RequestLimits(time);
        Availability = new Availability(time);
    }

    public RequestLimits Limits { get; }

    public Availability Availability { get; }

    public static Shared Of(Settings settings) => Worlds
        .GetValue(settings.World, static _ => new(StringComparer.Ordinal))
        .GetOrAdd(settings.Endpoint, _ => new Shared(settings.Time));
}
