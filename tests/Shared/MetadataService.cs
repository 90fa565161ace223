using System.Text.Json;

namespace Imds.Testing;

/// <summary>A metadata service, asked without any of the code under test: what a client of it should have read.</summary>
public sealed class MetadataService(Uri endpoint)
{
    private static readonly HttpClient Client =
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    /// <summary>The text that a route gives at a version.</summary>
    public Task<string> AskAsync(string route, string version, string format = "json") =>
        TextAsync($"{route}?api-version={version}{(format == "text" ? "&format=text" : "")}");

    /// <summary>GET with the Metadata header; <paramref name="target"/> is what stands behind /metadata/.</summary>
    public Task<HttpResponseMessage> GetAsync(string target) =>
        SendAsync(HttpMethod.Get, target, request => request.Headers.Add("Metadata", "true"));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{target}"));
        prepare(request);
        return await Client.SendAsync(request);
    }

    /// <summary>The text of an answer, which must be one of success.</summary>
    public async Task<string> TextAsync(string target)
    {
        using var response = await GetAsync(target);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{target}: {response.StatusCode} {body}");
        return body;
    }

    /// <summary>The document of an answer, which must be one of success and say that it is JSON.</summary>
    public async Task<JsonElement> JsonAsync(string target)
    {
        using var response = await GetAsync(target);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{target}: {response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
