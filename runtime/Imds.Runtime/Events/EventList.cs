using Imds.CompilerServices;

namespace Imds.Runtime.Events;

/// <summary>The scheduled events as they were last, and what is different in the next list.</summary>
internal sealed class EventList<TDocument, TEvent>(ImdsEventShape<TDocument, TEvent> shape)
    where TDocument : class
{
    private List<TEvent> _events = [];
    private long? _incarnation;

    /// <summary>The changes from the last list to this one: what is gone first, then the rest in the list's order.</summary>
    public List<ImdsEventChange<TEvent>> Update(TDocument? document)
    {
        var changes = new List<ImdsEventChange<TEvent>>();
        if (document is null || shape.Incarnation(document) is var incarnation && incarnation == _incarnation)
        {
            return changes;
        }

        var now = new List<TEvent>();
        foreach (var current in shape.Events(document))
        {
            if (Find(now, current) < 0) // an event given twice counts once
            {
                now.Add(current);
            }
        }

        foreach (var before in _events)
        {
            if (Find(now, before) < 0)
            {
                changes.Add(new(ImdsEventChangeKind.Gone, before, incarnation));
            }
        }

        foreach (var current in now)
        {
            foreach (var kind in Kinds(current))
            {
                changes.Add(new(kind, current, incarnation));
            }
        }

        (_events, _incarnation) = (now, incarnation);
        return changes;
    }

    private IEnumerable<ImdsEventChangeKind> Kinds(TEvent current)
    {
        var place = Find(_events, current);
        if (place < 0)
        {
            yield return ImdsEventChangeKind.Appeared;
        }

        // An event that has begun before it was first seen has begun all the same.
        if (HasStarted(current) && (place < 0 || !HasStarted(_events[place])))
        {
            yield return ImdsEventChangeKind.Started;
        }
        else if (place >= 0 && !EqualityComparer<TEvent>.Default.Equals(current, _events[place]))
        {
            yield return ImdsEventChangeKind.Changed;
        }
    }

    private bool HasStarted(TEvent current) => string.Equals(shape.Status(current), "Started", StringComparison.OrdinalIgnoreCase);

    private int Find(List<TEvent> events, TEvent wanted)
    {
        var id = shape.Id(wanted);
        return events.FindIndex(other => string.Equals(shape.Id(other), id, StringComparison.Ordinal));
    }
}
