namespace Imds.Tool.Service;

/// <summary>Routes that commands know by name.</summary>
internal static class Places
{
    public const string Token = "identity/oauth2/token";
    public const string Attested = "attested/document";
    public const string ScheduledEvents = "scheduledevents";

    public static readonly Route Instance = new("instance", []);

    public static readonly Route Versions = new("versions", []);

    /// <summary>A route that leads to a document.</summary>
    /// <exception cref="CommandException">It leads elsewhere, or to a secret.</exception>
    public static Route Document(string text)
    {
        var route = Route.Parse(text);
        return route.Endpoint switch
        {
            "" => throw new CommandException(
                ExitCode.Usage, $"'{text}' names no endpoint; there are {string.Join(", ", Endpoints.Paths)}."),
            Token => throw new CommandException(ExitCode.Usage, "A token is a secret, and belongs to a resource: use 'imds token'."),
            _ => route,
        };
    }
}
