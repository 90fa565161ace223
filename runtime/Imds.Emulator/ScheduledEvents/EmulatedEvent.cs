namespace Imds.Emulator;

/// <summary>An event for the emulated VM: announced, then started, then gone. Times left unset are those of the service.</summary>
public sealed record EmulatedEvent
{
    private readonly TimeSpan _after;
    private readonly TimeSpan? _notice;
    private readonly TimeSpan? _lasts;
    private readonly TimeSpan? _cancelledAfter;
    private readonly int? _duration;
    private readonly string? _description;

    /// <summary>What is going to happen.</summary>
    public required ScheduledEventType Type { get; init; }

    /// <summary>The id under which it is listed and approved; unset, a new one is made.</summary>
    public string EventId { get; init; } = Guid.NewGuid().ToString().ToUpperInvariant();

    /// <summary>How long after it was added the event appears in the list. The default is at once.</summary>
    public TimeSpan After
    {
        get => _after;
        init => _after = NotNegative(value, nameof(After));
    }

    /// <summary>The time from its appearance to its start, unless it is approved sooner.</summary>
    public TimeSpan Notice
    {
        get => _notice ?? Type switch
        {
            ScheduledEventType.Redeploy => TimeSpan.FromMinutes(10),
            ScheduledEventType.Preempt => TimeSpan.FromSeconds(30),
            ScheduledEventType.Terminate => TimeSpan.FromMinutes(5),
            _ => TimeSpan.FromMinutes(15),
        };
        init => _notice = NotNegative(value, nameof(Notice));
    }

    /// <summary>How long it stays in the list as started.</summary>
    public TimeSpan Lasts
    {
        get => _lasts ?? TimeSpan.FromSeconds(DurationInSeconds > 0 ? DurationInSeconds : 60);
        init => _lasts = NotNegative(value, nameof(Lasts));
    }

    /// <summary>Set: the event leaves the list so long after its appearance, if it has not started by then.</summary>
    public TimeSpan? CancelledAfter
    {
        get => _cancelledAfter;
        init => _cancelledAfter = value is { } time ? NotNegative(time, nameof(CancelledAfter)) : null;
    }

    /// <summary>True for an event that the user of the VM asked for, false for one of the platform.</summary>
    public bool ByUser { get; init; }

    /// <summary>What the event says of its own length; -1 is unknown, 0 no impact.</summary>
    public int DurationInSeconds
    {
        get => _duration ?? (Type == ScheduledEventType.Freeze ? 5 : -1);
        init => _duration = value;
    }

    /// <summary>The sentence the event carries.</summary>
    public string Description
    {
        get => _description ?? Type switch
        {
            ScheduledEventType.Freeze => "The host is updated; the virtual machine pauses for a few seconds.",
            ScheduledEventType.Reboot => "The virtual machine is going to restart.",
            ScheduledEventType.Redeploy => "The virtual machine is going to move to another host.",
            ScheduledEventType.Preempt => "The capacity of this Spot virtual machine is needed elsewhere.",
            _ => "The virtual machine is going to be deleted.",
        };
        init => _description = value;
    }

    /// <summary>The names of the machines it concerns; empty stands for the emulated VM.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    private static TimeSpan NotNegative(TimeSpan value, string property) => value >= TimeSpan.Zero
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property} must not be negative.");
}
