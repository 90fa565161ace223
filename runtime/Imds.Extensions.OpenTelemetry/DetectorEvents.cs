using System.Diagnostics.Tracing;

namespace Imds;

/// <summary>What went wrong, where OpenTelemetry's own diagnostics look for it.</summary>
[EventSource(Name = "OpenTelemetry-Resources-Imds")]
internal sealed class DetectorEvents : EventSource
{
    public static DetectorEvents Log { get; } = new();

    [Event(1, Level = EventLevel.Warning, Message = "No resource attributes from {0}: {1}")]
    public void NoAttributes(string endpoint, string message) => WriteEvent(1, endpoint, message);
}
