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
        Repeat(root["network"]!["interface"]!.AsArray(), 8, (card, i) =>
        {
            card["macAddress"] = $"000D3A{i:X6}";
            Repeat(card["ipv4"]!["ipAddress"]!.AsArray(), 8, (address, j) => address["privateIpAddress"] = $"10.144.{i}.{j}");
        });
        Repeat(root["compute"]!["storageProfile"]!["dataDisks"]!.AsArray(), 64, (disk, i) =>
        {
            disk["lun"] = $"{i}";
            disk["name"] = $"vm-example-0_DataDisk_{i}_{Id(i)}";
            disk["managedDisk"]!["id"] =
                $"/subscriptions/{Id(0)}/resourceGroups/rg-example-westeurope/providers/Microsoft.Compute/disks/{disk["name"]}";
        });
        Repeat(root["compute"]!["tagsList"]!.AsArray(), 50,
            (tag, i) => (tag["name"], tag["value"]) = ($"contoso-costs-{i}", $"department-{i % 7}/team-{i % 11}/{Id(i)}"));
        root["compute"]!["tags"] = string.Join(';',
            root["compute"]!["tagsList"]!.AsArray().Select(tag => $"{tag!["name"]}:{tag["value"]}"));
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    /// <summary>As many copies of the first item, each with values of its own.</summary>
    private static void Repeat(JsonArray items, int count, Action<JsonNode, int> vary)
    {
        var first = items[0]!.DeepClone();
        items.Clear();
        for (var i = 0; i < count; i++)
        {
            items.Add(first.DeepClone());
            vary(items[i]!, i);
        }
    }

    private static string Id(int number) => new Guid(number, 0x4c1e, 0x4f0a, 0x9b, 0x7d, 0x21, 0x5e, 0x88, 0x3a, 0x60, 0xd4).ToString();
}
