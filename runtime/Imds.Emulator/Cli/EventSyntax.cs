namespace Imds.Emulator.Cli;

/// <summary>A scheduled event as it is typed: its type, and what differs from the service's own times.</summary>
internal static class EventSyntax
{
    public const string Help = """
        Scheduled events, for --event TYPE[,NAME=VALUE ...], for instance reboot,after=10s,by=user.
        TYPE is freeze, reboot, redeploy, preempt or terminate.

          after=TIME               It appears so long after the start.
          notice=TIME              From its appearance to its start.
          lasts=TIME               From its start to its end.
          cancelled=TIME           It vanishes so long after its appearance, if it has not started.
          by=user                  The user asked for it, not the platform.
          id=TEXT                  Its EventId.
        """;

    public static EmulatedEvent Parse(string text)
    {
        var parts = text.Split(',');
        var scheduled = new EmulatedEvent { Type = Kebab.Parse<ScheduledEventType>(parts[0], "type of event") };
        foreach (var part in parts[1..])
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var value = part[(at + 1)..];
            scheduled = (at < 0 ? part : part[..at], value) switch
            {
                ("after", _) => scheduled with { After = Quantity.Time(value) },
                ("notice", _) => scheduled with { Notice = Quantity.Time(value) },
                ("lasts", _) => scheduled with { Lasts = Quantity.Time(value) },
                ("cancelled", _) => scheduled with { CancelledAfter = Quantity.Time(value) },
                ("by", "user") => scheduled with { ByUser = true },
                ("by", "platform") => scheduled with { ByUser = false },
                ("id", not "") when at > 0 => scheduled with { EventId = value },
                _ => throw new UsageException($"--event {text}: '{part}' says nothing about an event."),
            };
        }

        return scheduled;
    }
}
