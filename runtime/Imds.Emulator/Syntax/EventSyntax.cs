using System.Globalization;

namespace Imds.Emulator.Syntax;

/// <summary>A scheduled event as it is written: its type, and what differs from the service's own.</summary>
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
          resources=NAME[;NAME]    The machines that it concerns; the one emulated, unless given.
          duration=TIME            What it says of its length: 9s, 0 (no impact) or unknown.
          description=TEXT         What it says of itself. Stands last, since it may hold commas.
        """;

    private const string Description = ",description=";

    /// <summary>An event from <c>reboot,after=10s</c> or from <c>{ "type": "reboot", "after": "10s" }</c>.</summary>
    public static EmulatedEvent Parse(string text)
    {
        var members = JsonSyntax.IsObject(text) ? JsonSyntax.Members(text) : Split(text);
        var type = members.FirstOrDefault(member => member.Name == "type").Value
            ?? throw new UsageException(": an event needs a type, for instance \"type\": \"reboot\".");
        var scheduled = new EmulatedEvent { Type = Kebab.Parse<ScheduledEventType>(type.ToLowerInvariant(), "type of event") };
        foreach (var (name, value) in members.Where(member => member.Name != "type"))
        {
            scheduled = (name, value) switch
            {
                ("after", _) => scheduled with { After = Quantity.Time(value) },
                ("notice", _) => scheduled with { Notice = Quantity.Time(value) },
                ("lasts", _) => scheduled with { Lasts = Quantity.Time(value) },
                ("cancelled", _) => scheduled with { CancelledAfter = Quantity.Time(value) },
                ("by", "user") => scheduled with { ByUser = true },
                ("by", "platform") => scheduled with { ByUser = false },
                ("id", not "") => scheduled with { EventId = value },
                ("resources", not "") => scheduled with { Resources = value.Split(';', StringSplitOptions.RemoveEmptyEntries) },
                ("duration", _) => scheduled with { DurationInSeconds = Duration(value) },
                ("description", _) => scheduled with { Description = value },
                _ => throw new UsageException($": '{(value.Length == 0 ? name : $"{name}={value}")}' says nothing about an event."),
            };
        }

        return scheduled;
    }

    private static List<(string Name, string Value)> Split(string text)
    {
        var description = text.IndexOf(Description, StringComparison.Ordinal);
        var parts = (description < 0 ? text : text[..description]).Split(',');
        List<(string, string)> members = [("type", parts[0])];
        foreach (var part in parts[1..])
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            members.Add(at < 0 ? (part, "") : (part[..at], part[(at + 1)..]));
        }

        if (description >= 0)
        {
            members.Add(("description", text[(description + Description.Length)..]));
        }

        return members;
    }

    private static int Duration(string text) =>
        text == "unknown" ? -1
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds >= -1 ? seconds
        : (int)Quantity.Time(text).TotalSeconds;
}
