using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>Requests as a client of the service sends them, written short.</summary>
internal static class Requests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    /// <summary>GET with the Metadata header; <paramref name="target"/> is what stands behind /metadata/.</summary>
    public static Task<HttpResponseMessage> GetAsync(this ImdsEmulator emulator, string target) =>
        emulator.SendAsync(HttpMethod.Get, target, request => request.Headers.Add("Metadata", "true"));

    public static Task<HttpResponseMessage> PostAsync(this ImdsEmulator emulator, string target, string body) =>
        emulator.SendAsync(HttpMethod.Post, target, request =>
        {
            request.Headers.Add("Metadata", "true");
            request.Content = new StringContent(body);
        });

    public static async Task<HttpResponseMessage> SendAsync(
        this ImdsEmulator emulator, HttpMethod method, string target, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{emulator.Endpoint}/{target}"));
        prepare(request);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<string> TextAsync(this ImdsEmulator emulator, string target)
    {
        using var response = await emulator.GetAsync(target);
        Assert.True(response.IsSuccessStatusCode, $"{target}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadAsStringAsync();
    }

    public static async Task<JsonElement> JsonAsync(this ImdsEmulator emulator, string target)
    {
        using var response = await emulator.GetAsync(target);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{target}: {response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>Status and body in one, since an error is both.</summary>
    public static async Task<(int Status, string Body)> AnswerAsync(this ImdsEmulator emulator, string target)
    {
        using var response = await emulator.GetAsync(target);
        return await response.AnswerAsync();
    }

    public static async Task<(int Status, string Body)> AnswerAsync(this HttpResponseMessage response) =>
        ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
}
