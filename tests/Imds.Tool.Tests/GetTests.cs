using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary><c>get</c> and <c>ls</c>: what is at a route.</summary>
public sealed class GetTests
{
    [Theory]
    [InlineData("vmSize")]
    [InlineData("VMSIZE")]
    [InlineData("compute/vmSize")]
    [InlineData("compute.vmSize")]
    [InlineData("instance/compute/vmSize")]
    [InlineData("/metadata/instance/compute/vmSize")]
    [InlineData("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-02-01")]
    public async Task A_single_value_is_printed_as_it_is_however_its_route_is_written(string route)
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Equal("Standard_D4s_v5\n", (await Run.PipedAsync(emulator, "get", route)).Succeeded());
    }

    [Fact]
    public async Task Anything_else_is_printed_as_the_service_gives_it()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var output = (await Run.PipedAsync(emulator, "get", "network/interface/0")).Succeeded();

        Json.Same(await new MetadataService(emulator.Endpoint).TextAsync("instance/network/interface/0?api-version=2025-04-07"), output);
    }

    [Fact]
    public async Task Several_routes_print_a_line_each_and_take_one_request()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var run = await Run.PipedAsync(emulator, "get", "vmSize", "osProfile", "network.interface[1].macAddress", "tagsList/*/name");

        Assert.Equal(
            [
                "Standard_D4s_v5",
                """{"adminUsername":"gardener","computerName":"orchard-web-01","disablePasswordAuthentication":"true"}""",
                "000D3AB41C7F",
                """["environment","owner","cost-center"]""",
            ],
            run.Lines);
        Assert.Single(emulator.Requests);
    }

    [Theory]
    [InlineData("loadbalancer/loadbalancer/inboundRules/0/backendPort", "8443")]
    [InlineData("identity/info/tenantId", null)]
    [InlineData("versions/apiVersions/0", "2017-03-01")]
    [InlineData("scheduledevents/Events/0/EventType", "Reboot")]
    [InlineData("attested/document/encoding", "pkcs7")]
    public async Task Every_endpoint_can_be_asked(string route, string? expected)
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });

        var line = Assert.Single((await Run.PipedAsync(emulator, "get", route)).Lines);

        Assert.Equal(expected ?? line, line);
        Assert.NotEmpty(line);
    }

    [Theory]
    [InlineData("vmSze", "no 'vmSze' in instance/compute. Did you mean vmSize?")]
    [InlineData("network/interface/7/macAddress", "no '7' in instance/network/interface, a list: write a number from 0 to 1, or * for all")]
    [InlineData("computerName", "no instance/compute/computerName. Did you mean compute/osProfile/computerName?")]
    [InlineData("orchard", "there are additionalCapabilities, azEnvironment")]
    [InlineData("vmSize/x", "instance/compute/vmSize is a single value")]
    [InlineData("identity", "below it are identity/oauth2/token and identity/info")]
    public async Task What_is_not_there_is_said_with_what_is(string route, string said)
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Contains(said, (await Run.PipedAsync(emulator, "get", route)).Failed(ExitCode.NotThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_with_a_later_version_is_said_with_that_version()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { NewestApiVersion = "2021-02-01" });

        Assert.Contains("at api-version 2021-02-01: it came with 2021-12-13.",
            (await Run.PipedAsync(emulator, "get", "securityProfile/securityType")).Failed(ExitCode.NotThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_elsewhere_and_came_later_is_said_with_the_way_to_its_version()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { NewestApiVersion = "2021-02-01" });

        Assert.Contains(
            "Did you mean compute/securityProfile/securityType, which is not there at api-version 2021-02-01: see 'imds when "
                + "securityType'?",
            (await Run.PipedAsync(emulator, "get", "securityType")).Failed(ExitCode.NotThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_came_later_is_said_with_its_version()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { NewestApiVersion = "2019-06-01" });

        Assert.Contains("loadbalancer came with 2020-10-01", (await Run.PipedAsync(emulator, "get", "loadbalancer"))
            .Failed(ExitCode.NotThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_behind_no_load_balancer_has_none()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { BehindLoadBalancer = false });

        Assert.Contains("no load balancer of the Standard SKU", (await Run.PipedAsync(emulator, "get", "loadbalancer"))
            .Failed(ExitCode.NotThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_no_value_to_print()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Contains("use 'imds token'", (await Run.PipedAsync(emulator, "get", "identity/oauth2/token"))
            .Failed(ExitCode.Usage), StringComparison.Ordinal);
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_misspelt_option_is_no_route_and_nothing_is_asked()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Contains("Did you mean --endpoint?", (await Run.PipedAsync(emulator, "get", "vmId", "--endpont", "x"))
            .Failed(ExitCode.Usage), StringComparison.Ordinal);
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_value_is_raw_in_a_pipe_and_harmless_on_a_terminal()
    {
        await using var emulator = await ImdsEmulator
            .StartAsync(new() { Document = """{"compute":{"name":"a\u001b[2Jb\nc"},"network":{"interface":[]}}""" });

        Assert.Equal("a\u001b[2Jb\nc\n", (await Run.PipedAsync(emulator, "get", "name")).Succeeded());
        Assert.Equal(@"a\u001b[2Jb\nc", Assert.Single((await Run.OnTerminalAsync(emulator, 80, "get", "name")).Lines));
    }

    [Fact]
    public async Task Ls_lists_what_format_text_lists()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var service = new MetadataService(emulator.Endpoint);

        foreach (var route in new[] { "instance", "instance/compute", "instance/network/interface", "instance/network/interface/0/ipv4" })
        {
            var expected = (await service.TextAsync($"{route}?api-version=2025-04-07&format=text"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(expected, (await Run.PipedAsync(emulator, "ls", route)).Lines);
        }
    }

    [Fact]
    public async Task Ls_of_nothing_lists_the_endpoints_and_asks_nobody() => Assert.Equal(
        ["versions/", "instance/", "attested/document/", "identity/oauth2/token/", "identity/info/", "loadbalancer/", "scheduledevents/"],
        (await Run.OfflineAsync("ls")).Lines);
}
