namespace Imds.Emulator.Http;

/// <summary>What an endpoint gets to see of a request that passed the rules all endpoints share.</summary>
/// <param name="Method">GET, or POST where the endpoint takes it.</param>
/// <param name="Route">The path segments below the endpoint: empty unless it takes route filters.</param>
/// <param name="Query">Each parameter once; names compare without case.</param>
/// <param name="Version">The api-version asked for; empty where the endpoint takes none.</param>
/// <param name="AsText">True for format=text.</param>
/// <param name="Body">The body of a POST.</param>
/// <param name="Address">Where the client reached the service.</param>
internal sealed record ImdsRequest(
    string Method,
    IReadOnlyList<string> Route,
    IReadOnlyDictionary<string, string> Query,
    string Version,
    bool AsText,
    string Body,
    Uri Address)
{
    /// <summary>What is to be wrong with an attested document.</summary>
    public AttestedDefect? Defect { get; init; }

    /// <summary>A query parameter's value, or "" where it is missing.</summary>
    public string this[string parameter] => Query.GetValueOrDefault(parameter, "");
}
