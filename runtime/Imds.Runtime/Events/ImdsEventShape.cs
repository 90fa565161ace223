using System.ComponentModel;

namespace Imds.CompilerServices;

/// <summary>Where a document of scheduled events has what watching needs: the runtime knows no field itself.</summary>
/// <typeparam name="TDocument">The type of the document.</typeparam>
/// <typeparam name="TEvent">The type of its events.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsEventShape<TDocument, TEvent>(
    Func<TDocument, long> incarnation, Func<TDocument, IReadOnlyList<TEvent>> events, Func<TEvent, string> id, Func<TEvent, string> status)
{
    /// <summary>The number that is another one when the list is.</summary>
    public Func<TDocument, long> Incarnation { get; } = incarnation ?? throw new ArgumentNullException(nameof(incarnation));

    /// <summary>The list.</summary>
    public Func<TDocument, IReadOnlyList<TEvent>> Events { get; } = events ?? throw new ArgumentNullException(nameof(events));

    /// <summary>What tells one event from another.</summary>
    public Func<TEvent, string> Id { get; } = id ?? throw new ArgumentNullException(nameof(id));

    /// <summary>Whether the event has begun, in the service's words.</summary>
    public Func<TEvent, string> Status { get; } = status ?? throw new ArgumentNullException(nameof(status));
}
