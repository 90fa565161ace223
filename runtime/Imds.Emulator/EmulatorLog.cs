using Microsoft.Extensions.Logging;

namespace Imds.Emulator;

/// <summary>What the emulator tells of itself.</summary>
internal static partial class EmulatorLog
{
    /// <summary>A request, once it is answered.</summary>
    [LoggerMessage(1, LogLevel.Information, "{Method} {Target} {Outcome} {Milliseconds:0.0} ms")]
    public static partial void Answered(ILogger logger, string method, string target, string outcome, double milliseconds);

    /// <summary>A file that changed into something that cannot be served.</summary>
    [LoggerMessage(2, LogLevel.Warning, "{Problem} The document stays as it was.")]
    public static partial void DocumentKept(ILogger logger, string problem);

    /// <summary>Others can reach the emulator.</summary>
    [LoggerMessage(
        3, LogLevel.Warning,
        "Listening on {Host}, which is not the loopback address: whoever reaches this machine can ask the emulator "
        + "and change its answers.")]
    public static partial void NotLoopback(ILogger logger, string host);
}
