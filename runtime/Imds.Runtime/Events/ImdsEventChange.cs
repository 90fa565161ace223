namespace Imds;

/// <summary>What has happened to a scheduled event.</summary>
public enum ImdsEventChangeKind
{
    /// <summary>The event is on the list for the first time.</summary>
    Appeared,

    /// <summary>Something about the event is different, such as its time.</summary>
    Changed,

    /// <summary>The event has begun.</summary>
    Started,

    /// <summary>The event is no longer on the list: it has ended, or was cancelled.</summary>
    Gone,
}

/// <summary>A change in the list of scheduled events.</summary>
/// <typeparam name="TEvent">The type of the events.</typeparam>
public sealed class ImdsEventChange<TEvent>
{
    internal ImdsEventChange(ImdsEventChangeKind kind, TEvent current, long incarnation)
    {
        Kind = kind;
        Event = current;
        Incarnation = incarnation;
    }

    /// <summary>What has happened.</summary>
    public ImdsEventChangeKind Kind { get; }

    /// <summary>The event as it is now; for one that is gone, as it was last.</summary>
    public TEvent Event { get; }

    /// <summary>The incarnation of the list that has the change.</summary>
    public long Incarnation { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Kind} ({Incarnation}): {Event}");
}
