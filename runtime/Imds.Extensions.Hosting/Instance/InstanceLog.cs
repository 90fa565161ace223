using Microsoft.Extensions.Logging;

namespace Imds.Hosting;

/// <summary>What is logged about the document that the application has of its machine.</summary>
internal static partial class InstanceLog
{
    public const string Category = "Imds.Instance";

    [LoggerMessage(1, LogLevel.Debug, "There is no Azure Instance Metadata Service at {Endpoint}, so the instance document is empty")]
    public static partial void StaysEmpty(this ILogger logger, Uri endpoint);

    [LoggerMessage(2, LogLevel.Warning,
        "The Azure Instance Metadata Service at {Endpoint} took longer than a second, so the instance document is empty")]
    public static partial void TooLate(this ILogger logger, Uri endpoint);

    [LoggerMessage(3, LogLevel.Warning, "The instance document is empty, as it could not be read: {Message}")]
    public static partial void NotRead(this ILogger logger, string message);
}
