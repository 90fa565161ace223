using System.Text;
using System.Text.Json.Nodes;
using Imds.Emulator;

namespace Imds.Benchmarks.Json;

/// <summary>The documents to read: what the emulator's machine says, and what a machine with far more to it would.</summary>
internal static class Documents
{
    /// <summary>The instance document, as it comes over the wire.</summary>
    public static byte[] Usual { get; } = FetchAsync().GetAwaiter().GetResult();

    /// <summary>The same with 8 network interfaces, 64 data disks and 50 tags.</summary>
    public static byte[] Large { get; } = Grow(Usual);

    private static async Task<byte[]> FetchAsync()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        using var http = new HttpClient { DefaultRequestHeaders = { { "Metadata", "true" } } };
        return await http.GetByteArrayAsync($"{emulator.Endpoint}/instance?api-version=2023-07-01");
    }

    private static byte[] Grow(byte[] usual)
    {
        var root = JsonNode.Parse(usual)!;
        Repeat(root["network"]!["interface"]!.AsArray(), 8);
        Repeat(root["compute"]!["storageProfile"]!["dataDisks"]!.AsArray(), 64);
        Repeat(root["compute"]!["tagsList"]!.AsArray(), 50);
        root["compute"]!["tags"] = string.Join(';', root["compute"]!["tagsList"]!.AsArray().Select(tag => $"{tag!["name"]}:{tag["value"]}"));
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Repeat(JsonArray items, int count)
    {
        for (var i = 0; items.Count < count; i++) items.Add(items[i]!.DeepClone());
    }
}
