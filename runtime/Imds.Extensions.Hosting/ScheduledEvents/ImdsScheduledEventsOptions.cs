namespace Imds;

/// <summary>How scheduled events are watched, and which of them count.</summary>
public sealed class ImdsScheduledEventsOptions
{
    /// <summary>
    /// The name of this machine among the <see cref="ImdsScheduledEvent.Resources"/> of an event; events of other machines do not count.
    /// Empty, which is the default, the service is asked for it.
    /// </summary>
    public string MachineName { get; set; } = "";

    /// <summary>The wait between two looks at the list. The default is 1 second, as the service advises.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What is kept of the notice for the approval and for stopping. The default is 5 seconds.</summary>
    public TimeSpan Margin { get; set; } = TimeSpan.FromSeconds(5);
}
