using Microsoft.Extensions.Logging;

namespace Imds.Hosting;

/// <summary>What is logged about scheduled events.</summary>
internal static partial class EventLog
{
    public const string Category = "Imds.ScheduledEvents";

    [LoggerMessage(1, LogLevel.Debug, "There is no Azure Instance Metadata Service at {Endpoint}, so there are no scheduled events")]
    public static partial void NotOnAzure(this ILogger logger, Uri endpoint);

    [LoggerMessage(2, LogLevel.Information, "Watching the scheduled events of {Machine}")]
    public static partial void Watching(this ILogger logger, string machine);

    [LoggerMessage(3, LogLevel.Information, "Ahead: {Event}")]
    public static partial void Ahead(this ILogger logger, ImdsScheduledEvent @event);

    [LoggerMessage(4, LogLevel.Information, "Changed: {Event}")]
    public static partial void Changed(this ILogger logger, ImdsScheduledEvent @event);

    [LoggerMessage(5, LogLevel.Information, "Begun: {Event}")]
    public static partial void Begun(this ILogger logger, ImdsScheduledEvent @event);

    [LoggerMessage(6, LogLevel.Information, "{EventType} {EventId} is over, or was taken back")]
    public static partial void Over(this ILogger logger, string eventType, string eventId);

    [LoggerMessage(7, LogLevel.Information, "{EventType} {EventId} is approved")]
    public static partial void Approved(this ILogger logger, string eventType, string eventId);

    [LoggerMessage(8, LogLevel.Warning, "{EventType} {EventId} could not be approved and comes when its time has come: {Message}")]
    public static partial void NotApproved(this ILogger logger, string eventType, string eventId, string message);

    [LoggerMessage(9, LogLevel.Warning, "{Handler} was not ready for {EventType} {EventId} in time")]
    public static partial void NotReady(this ILogger logger, string handler, string eventType, string eventId);

    [LoggerMessage(10, LogLevel.Error, "{Handler} failed over {EventType} {EventId}")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string handler, string eventType, string eventId);

    [LoggerMessage(11, LogLevel.Information, "The application stops because of {EventType} {EventId}")]
    public static partial void Stopping(this ILogger logger, string eventType, string eventId);

    [LoggerMessage(12, LogLevel.Warning, "The scheduled events cannot be read for now; the watch goes on: {Message}")]
    public static partial void Failing(this ILogger logger, string message);

    [LoggerMessage(13, LogLevel.Information, "The scheduled events can be read again")]
    public static partial void Recovered(this ILogger logger);
}
