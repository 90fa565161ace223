namespace Imds;

/// <summary>An interruption of this machine that is planned or under way.</summary>
public sealed record ImdsScheduledEvent
{
    /// <summary>The identifier of the event.</summary>
    public string EventId { get; init; } = "";

    /// <summary>What will happen: <c>Freeze</c>, <c>Reboot</c>, <c>Redeploy</c>, <c>Preempt</c> or <c>Terminate</c>.</summary>
    public string EventType { get; init; } = "";

    /// <summary>Whether the event has begun; before, it waits for its time or for approval.</summary>
    public bool HasStarted { get; init; }

    /// <summary>The earliest time at which the event begins unless it is approved sooner; null once it has begun.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// How long the interruption is expected to last; zero where the machine will not notice it, null where that is not known.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The names of the machines that the event affects, this one and others. An approval is for all of them.</summary>
    public ImdsList<string> Resources { get; init; } = ImdsList<string>.Empty;

    /// <summary>Who brought the event about: <c>Platform</c> for Azure, <c>User</c> for the owner of the machine.</summary>
    public string EventSource { get; init; } = "";

    /// <summary>A sentence for people about what is going to happen; empty when nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The event in a line, for logs.</summary>
    public override string ToString()
    {
        var time = HasStarted ? "under way"
            : NotBefore is { } notBefore ? FormattableString.Invariant($"not before {notBefore:u}")
            : "at a time not known";
        return $"{EventType} {EventId}, {time}, of {string.Join(", ", Resources)}{(Description.Length == 0 ? "" : $": {Description}")}";
    }

    internal static ImdsScheduledEvent From(ScheduledEvent listed) => new()
    {
        EventId = listed.EventId,
        EventType = listed.EventType,
        HasStarted = string.Equals(listed.EventStatus, "Started", StringComparison.OrdinalIgnoreCase),
        NotBefore = TimeOf(listed),
        Duration = listed.DurationInSeconds < 0 ? null : TimeSpan.FromSeconds(listed.DurationInSeconds),
        Resources = listed.Resources,
        EventSource = listed.EventSource,
        Description = listed.Description,
    };

    private static DateTimeOffset? TimeOf(ScheduledEvent listed)
    {
        try
        {
            return listed.GetNotBefore();
        }
        catch (FormatException)
        {
            return null; // an event without a time that can be read is an event all the same
        }
    }
}
