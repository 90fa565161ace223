namespace Imds.EndToEnd.Tests;

/// <summary>The emulated service, asked without any of the code under test: what a program should have read.</summary>
internal sealed class Service(Uri endpoint)
{
    private static readonly HttpClient Http = new() { DefaultRequestHeaders = { { "Metadata", "true" } } };

    public Task<string> AskAsync(string route, string version, string format = "json") =>
        Http.GetStringAsync(new Uri($"{endpoint.AbsoluteUri}/{route}?api-version={version}{(format == "text" ? "&format=text" : "")}"));
}
