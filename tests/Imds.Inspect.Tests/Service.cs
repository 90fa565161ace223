using System.Text.Json;
using Imds.Emulator;

namespace Inspect.Tests;

/// <summary>What the emulator says when it is asked without any of the library.</summary>
internal static class Service
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false }) { DefaultRequestHeaders = { { "Metadata", "true" } } };

    public static async Task<JsonElement> GetAsync(ImdsEmulator emulator, string path)
    {
        var json = await Client.GetStringAsync($"{emulator.Endpoint}/{path}", TestContext.Current.CancellationToken);
        return JsonDocument.Parse(json).RootElement;
    }
}
