using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>Requests as a client of the service sends them, written short.</summary>
internal static class Requests
{
    /// <summary>GET with the Metadata header; <paramref name="target"/> is what stands behind /metadata/.</summary>
    public static Task<HttpResponseMessage> GetAsync(this ImdsEmulator emulator, string target) => Service(emulator).GetAsync(target);

    public static Task<HttpResponseMessage> PostAsync(this ImdsEmulator emulator, string target, string body) =>
        emulator.SendAsync(HttpMethod.Post, target, request =>
        {
            request.Headers.Add("Metadata", "true");
            request.Content = new StringContent(body);
        });

    public static Task<HttpResponseMessage> SendAsync(this ImdsEmulator emulator, HttpMethod method, string target,
        Action<HttpRequestMessage> prepare) =>
        Service(emulator).SendAsync(method, target, prepare);

    public static Task<string> TextAsync(this ImdsEmulator emulator, string target) => Service(emulator).TextAsync(target);

    public static Task<JsonElement> JsonAsync(this ImdsEmulator emulator, string target) => Service(emulator).JsonAsync(target);

    /// <summary>Status and body in one, since an error is both.</summary>
    public static async Task<(int Status, string Body)> AnswerAsync(this ImdsEmulator emulator, string target)
    {
        using var response = await emulator.GetAsync(target);
        return await response.AnswerAsync();
    }

    public static async Task<(int Status, string Body)> AnswerAsync(this HttpResponseMessage response) =>
        ((int)response.StatusCode, await response.Content.ReadAsStringAsync());

    private static MetadataService Service(ImdsEmulator emulator) => new(emulator.Endpoint);
}
