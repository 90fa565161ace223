using System.Text.Json;
using Imds.Emulator;

namespace Inspect.Tests;

/// <summary>What a script reads.</summary>
public sealed class JsonTests
{
    [Fact]
    public async Task The_document_has_every_section_as_the_service_gives_it()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Preempt }] });
        var document = Parse(await InspectProcess.RunAsync(emulator, "--json"));

        Assert.Equal(emulator.Endpoint.ToString(), document.GetProperty("endpoint").GetString());
        Assert.Equal("2025-04-07", document.GetProperty("apiVersion").GetString());
        Assert.Empty(document.GetProperty("errors").EnumerateObject());

        await Same("instance", "instance?api-version=2025-04-07");
        await Same("network", "instance/network/interface?api-version=2025-04-07");
        await Same("disks", "instance/compute/storageProfile?api-version=2025-04-07");
        await Same("tags", "instance/compute/tagsList?api-version=2025-04-07");
        await Same("scheduledevents", "scheduledevents?api-version=2020-07-01");
        await Same("loadbalancer", "loadbalancer?api-version=2025-04-07", "loadbalancer");
        await Same("versions", "versions", "apiVersions");

        Assert.Equal("pkcs7", document.GetProperty("attested").GetProperty("encoding").GetString());
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f",
            document.GetProperty("attested").GetProperty("document").GetProperty("vmId").GetString());
        Assert.Equal("Standard_D4s_v5", document.GetProperty("fields").GetProperty("instance/compute/vmSize").GetString());

        async Task Same(string section, string path, string? member = null)
        {
            var expected = await new MetadataService(emulator.Endpoint).JsonAsync(path);
            expected = member is null ? expected : expected.GetProperty(member);
            Assert.True(JsonElement.DeepEquals(expected, document.GetProperty(section)),
                $"{section} is {document.GetProperty(section)}, and not {expected}");
        }
    }

    [Fact]
    public async Task What_cannot_be_read_is_among_the_errors()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { BehindLoadBalancer = false });
        var document = Parse(await InspectProcess.RunAsync(emulator, "--json", "loadbalancer", "tags"));

        Assert.Equal(["endpoint", "apiVersion", "tags", "errors"], document.EnumerateObject().Select(member => member.Name));
        var error = Assert.Single(document.GetProperty("errors").EnumerateObject());
        Assert.Equal("loadbalancer", error.Name);
        Assert.Contains("404", error.Value.GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_is_asked_for()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        (await InspectProcess.RunAsync(emulator, "--json")).Succeeded();

        Assert.NotEmpty(emulator.Requests);
        Assert.DoesNotContain(emulator.Requests, request => request.Target.Contains("identity", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonElement Parse(InspectProcess run) => JsonDocument.Parse(run.Succeeded()).RootElement;
}
