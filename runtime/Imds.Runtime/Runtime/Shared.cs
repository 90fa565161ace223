using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Imds.Runtime;

/// <summary>What all clients of one endpoint in this process share.</summary>
internal sealed class Shared
{
    // A test's clock or handler is a world of its own, and goes with what it held.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, Shared>> Worlds = new();

    private Shared(TimeProvider time)
    {
        Limits = new RequestLimits(time);
        Availability = new Availability(time);
    }

    public RequestLimits Limits { get; }

    public Availability Availability { get; }

    public static Shared Of(Settings settings) => Worlds
        .GetValue((object?)settings.Handler ?? settings.Time, static _ => new(StringComparer.Ordinal))
        .GetOrAdd(settings.Endpoint, _ => new Shared(settings.Time));
}
