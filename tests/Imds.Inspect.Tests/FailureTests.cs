using System.Net;
using System.Net.Sockets;
using Imds.Emulator;

namespace Inspect.Tests;

/// <summary>Where there is nothing to show: one line on the error stream, nothing on the other, exit code 1.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task An_endpoint_where_nothing_listens(params string[] more)
    {
        string address;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            address = $"http://{listener.LocalEndpoint}/metadata";
        }

        var line = (await InspectProcess.RunAsync(["--endpoint", address, .. more])).Failed();

        Assert.Contains(address, line, StringComparison.Ordinal);
        Assert.Contains("connection refused", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<!doctype html><title>Sign in</title>", "web page")]
    [InlineData("application/json", """{"hello":"world"}""", "not with the metadata of a virtual machine")]
    [InlineData("text/plain", "hello", "not with the metadata of a virtual machine")]
    public async Task A_server_that_is_no_metadata_service(string contentType, string body, string said)
    {
        await using var server = await OtherServer.StartAsync(contentType, body);

        var line = (await InspectProcess.RunAsync("--endpoint", server.Address)).Failed();

        Assert.Contains(server.Address, line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_know_the_version_says_which_it_knows()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { NewestApiVersion = "2021-12-13" });

        var line = (await InspectProcess.RunAsync(emulator)).Failed();

        Assert.Contains("api-version=2025-04-07", line, StringComparison.Ordinal);
        Assert.Contains("2021-12-13", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--endpoint must be an http or https address", "--endpoint", "orchard")]
    [InlineData("--endpoint must be an http or https address", "--endpoint", "ftp://127.0.0.1/")]
    [InlineData("--endpoint must be an http or https address", "--endpoint", "/metadata")]
    [InlineData("--endpoint must be an http or https address", "--endpoint", "http://127.0.0.1/?api-version=1")]
    [InlineData("--endpoint", "--endpoint")]
    [InlineData("--live", "--live", "--endpoint", "http://127.0.0.1:1")]
    [InlineData("no option '--colour'", "--colour")]
    [InlineData("no section 'orchard'", "tags", "orchard")]
    public async Task Bad_arguments(string said, params string[] arguments)
    {
        var line = (await InspectProcess.RunAsync(arguments)).Failed();

        Assert.Contains(said, line, StringComparison.Ordinal);
        Assert.EndsWith("--help shows what there is.", line.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_the_address_is_not_repeated()
    {
        var line = (await InspectProcess.RunAsync("--endpoint", "http://gardener:plum@127.0.0.1/")).Failed();

        Assert.DoesNotContain("plum", line, StringComparison.Ordinal);
    }
}
