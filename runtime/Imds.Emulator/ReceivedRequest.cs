namespace Imds.Emulator;

/// <summary>A request as the emulator received it.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Headers">The headers; names compare without case, several values are joined by commas.</param>
/// <param name="Body">The body of a POST, else "".</param>
/// <param name="ReceivedAt">When, by the emulator's clock.</param>
public sealed record ReceivedRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    DateTimeOffset ReceivedAt)
{
    /// <summary>Which machine was asked; 0 unless there are several.</summary>
    public int Machine { get; init; }
}
