namespace Imds.EndToEnd.Tests;

/// <summary>An app that has the package and a version, and nothing else.</summary>
[Collection(nameof(Consumers))]
public sealed class AppTests(Consumers consumers)
{
    private readonly MetadataService _service = new(consumers.Endpoint);

    [Fact]
    public async Task An_app_reads_what_the_service_has_to_say()
    {
        var app = await consumers.RunAsync("App");

        Assert.Equal(Json.Leaves(await _service.AskAsync("instance", "2021-02-01")), Json.Leaves(app["document"]));
        Assert.Equal(await _service.AskAsync("instance/compute/osProfile/computerName", "2021-02-01", "text"), app["computer"]);
        Assert.Equal(await _service.AskAsync("instance/compute/vmSize", "2021-02-01", "text"), app["size"]);
        Assert.Equal(await _service.AskAsync("instance/network/interface/0/ipv4/ipAddress/0/privateIpAddress", "2021-02-01", "text"),
            app["address"]);
        Assert.Equal("instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress", app["route"]);
        Assert.Equal("compute/,network/", app["keys"]);
        Assert.Contains("2025-04-07", app["versions"].Split(','));
        Assert.Equal("Bearer https://vault.example/ True", app["token"]);
        Assert.Equal("pkcs7 True", app["attested"]);
        Assert.Equal(Json.Leaves(await _service.AskAsync("loadbalancer", "2021-02-01")), Json.Leaves(app["balancer"]));
        Assert.Equal("6C1E2B7A-REBOOT Reboot Scheduled", app["event"]);
        Assert.Equal("Started", app["approved"]);
        Assert.Equal("400 invalid_request", app["refused"]);
    }

    [Fact]
    public async Task A_version_in_the_source_needs_none_in_the_project()
    {
        var app = await consumers.RunAsync("Attributed");

        Assert.Equal("2021-02-01", app["version"]);
        Assert.Equal(await _service.AskAsync("instance/compute/name", "2021-02-01", "text"), app["name"]);
        Assert.Equal("True", app["userData"]); // since 2021-01-01
        Assert.Equal("False", app["host"]); // since 2021-11-15
    }

    [Fact]
    public async Task A_native_program_is_published_without_a_warning_and_runs()
    {
        var publish = await consumers.PublishAsync();
        Assert.SkipWhen(publish.Output.Contains("Platform linker", StringComparison.Ordinal),
            "This machine has no linker, which native compilation needs: install clang or gcc.");
        publish.Succeeded("Publishing");
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));

        var program = await consumers.RunPublishedAsync();
        Assert.Equal("True", program["native"]);
        Assert.Equal(await _service.AskAsync("instance/compute/name", "2025-04-07", "text"), program["name"]);
        Assert.Equal(await _service.AskAsync("instance/compute/vmSize", "2025-04-07", "text"), program["size"]);
        Assert.Contains(await _service.AskAsync("instance/network/interface/0/ipv4/ipAddress/0/privateIpAddress", "2025-04-07", "text"),
            program["addresses"].Split(','));
        Assert.Equal("35", program["versions"]);
    }
}
