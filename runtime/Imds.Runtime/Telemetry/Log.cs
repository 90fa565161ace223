using Microsoft.Extensions.Logging;

namespace Imds.Runtime.Telemetry;

/// <summary>What the client writes to logs: never the content of a reply, which may be a secret.</summary>
internal static partial class Log
{
    public const string Category = "Imds";

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Template} (api-version {ApiVersion}): {Status}, {Bytes} bytes")]
    public static partial void Replied(this ILogger logger, string method, string template, string apiVersion, int status, int bytes);

    [LoggerMessage(2, LogLevel.Warning, "Attempt {Attempt} failed ({Reason}), the next follows in {Seconds:0.##} s: {Message}")]
    public static partial void Retrying(this ILogger logger, int attempt, ImdsFailure reason, double seconds, string message);

    [LoggerMessage(4, LogLevel.Information, "The service here does not know api-version {Target}, so calls ask for {Version} from now on")]
    public static partial void FallsBack(this ILogger logger, string target, string version);

    [LoggerMessage(3, LogLevel.Debug, "The call failed for good ({Reason}): {Message}")]
    public static partial void Failed(this ILogger logger, ImdsFailure reason, string message);
}
