using System.Text.Json;

namespace Imds.Emulator.Tests;

public sealed class InstanceTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Version = "api-version=2021-02-01";
    private readonly ImdsEmulator _emulator = shared.Emulator;

    [Fact]
    public async Task The_whole_document_has_compute_and_network()
    {
        var instance = await _emulator.JsonAsync($"instance?{Version}");

        Assert.Equal(["compute", "network"], instance.EnumerateObject().Select(member => member.Name));
        Assert.Equal("orchard-web-01", instance.GetProperty("compute").GetProperty("name").GetString());
        Assert.Equal(2, instance.GetProperty("network").GetProperty("interface").GetArrayLength());
        Assert.Equal(2, instance.GetProperty("compute").GetProperty("storageProfile").GetProperty("dataDisks").GetArrayLength());
    }

    [Theory]
    [InlineData("compute")]
    [InlineData("compute/storageProfile")]
    [InlineData("compute/storageProfile/dataDisks")]
    [InlineData("compute/storageProfile/dataDisks/1")]
    [InlineData("compute/storageProfile/osDisk/encryptionSettings/")]
    [InlineData("network/interface/0/ipv4/ipAddress/1")]
    [InlineData("network/interface/1/ipv6/ipAddress")]
    public async Task A_route_gives_the_part_of_the_document_it_names(string route)
    {
        var expected = await _emulator.JsonAsync($"instance?{Version}");
        foreach (var segment in route.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            expected = int.TryParse(segment, out var index) ? expected[index] : expected.GetProperty(segment);
        }

        var part = await _emulator.JsonAsync($"instance/{route}?{Version}");

        Assert.True(JsonElement.DeepEquals(expected, part), part.GetRawText());
    }

    [Theory]
    [InlineData("instance", "compute/\nnetwork/")]
    [InlineData("instance/network/interface", "0/\n1/")]
    [InlineData("instance/network/interface/0", "ipv4/\nipv6/\nmacAddress")]
    [InlineData("instance/network/interface/1/ipv6/ipAddress", "")]
    [InlineData("instance/compute/osProfile", "adminUsername\ncomputerName\ndisablePasswordAuthentication")]
    [InlineData("instance/compute/vmSize", "Standard_D4s_v5")]
    [InlineData("instance/compute/zone", "2")]
    [InlineData("instance/compute/licenseType", "")]
    [InlineData("instance/network/interface/0/ipv4/ipAddress/1/privateIpAddress", "10.20.1.5")]
    public async Task Text_lists_the_keys_of_a_container_and_gives_a_leaf_as_it_is(string route, string expected)
    {
        using var response = await _emulator.GetAsync($"{route}?{Version}&format=text");

        Assert.Equal((200, expected), await response.AnswerAsync());
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_listing_has_only_the_keys_of_its_version()
    {
        Assert.Equal("adminUsername\ncomputerName",
            await _emulator.TextAsync("instance/compute/osProfile?api-version=2020-09-01&format=text"));
        Assert.DoesNotContain("osProfile", await _emulator.TextAsync("instance/compute?api-version=2020-06-01&format=text"));
    }

    [Theory]
    [InlineData("instance/compute/vmId")]
    [InlineData("instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress")]
    [InlineData("instance/compute/licenseType")]
    public async Task A_leaf_has_no_json(string route)
    {
        Assert.Equal((400, """{ "error": "Bad request" }"""), await _emulator.AnswerAsync($"{route}?{Version}"));
        Assert.Equal((400, """{ "error": "Bad request" }"""), await _emulator.AnswerAsync($"{route}?{Version}&format=json"));
    }

    [Theory]
    [InlineData("instance/compute/vmid")]
    [InlineData("instance/nothing")]
    [InlineData("instance/compute/vmId/0")]
    [InlineData("instance/network/interface/2")]
    [InlineData("instance/network/interface/-1")]
    [InlineData("instance/network/interface/00")]
    [InlineData("instance/network/interface/first")]
    [InlineData("instance/network//interface")]
    [InlineData("instance/compute/userData")]
    [InlineData("instance/compute/securityProfile/securityType")]
    public async Task A_route_to_nothing_is_not_found(string route)
    {
        var query = route.EndsWith("userData", StringComparison.Ordinal) ? "api-version=2020-12-01" : Version;

        Assert.Equal((404, """{ "error": "Not found" }"""), await _emulator.AnswerAsync($"{route}?{query}&format=text"));
    }

    [Fact]
    public async Task An_own_document_is_served_by_the_same_rules()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
        {
            Document = """
                {
                  "compute": {
                    "name": "José – „x“", "userData": "Zm9v", "hasCustomData": false, "cores": 1.50, "nothing": null,
                    "storageProfile": { "osDisk": { "vhd": "" } }
                  },
                  "extended": { "compute": { "ppsType": "None" } }
                }
                """,
        });

        var old = await emulator.TextAsync("instance/compute?api-version=2018-02-01");
        Assert.Equal("""{"name":"José – „x“","hasCustomData":false,"cores":1.50,"nothing":null}""", old);
        Assert.Contains("\"userData\":\"Zm9v\"", await emulator.TextAsync("instance/compute?api-version=2021-01-01"));
        Assert.Equal("false", await emulator.TextAsync("instance/compute/hasCustomData?api-version=2018-02-01&format=text"));
        Assert.Equal("1.50", await emulator.TextAsync("instance/compute/cores?api-version=2018-02-01&format=text"));
        Assert.Equal("", await emulator.TextAsync("instance/compute/nothing?api-version=2018-02-01&format=text"));
        Assert.Equal("", await emulator.TextAsync("instance/compute/storageProfile/osDisk/vhd?api-version=2021-01-01&format=text"));
        Assert.Equal("""{"ppsType":"None"}""", await emulator.TextAsync("instance/extended/compute?api-version=2025-04-07"));
    }

    [Theory]
    [InlineData("{\n  \"compute\": oops }", "Document is not valid JSON", "LineNumber: 1")]
    [InlineData("[]", "Document must be a JSON object", "array")]
    public async Task A_document_that_cannot_be_served_is_refused_at_the_start(string document, string what, string where)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Document = document }));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }
}
