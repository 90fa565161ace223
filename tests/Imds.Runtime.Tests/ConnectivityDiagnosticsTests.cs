using System.Net;
using System.Net.Sockets;
using Imds.Runtime.Diagnostics;
using Imds.Runtime.Http;
using Imds.Runtime.Options;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Tests;

/// <summary>What a diagnosis says of machines that no test runs on.</summary>
public class ConnectivityDiagnosticsTests
{
    private static readonly Adapter Primary = new("eth0", [IPAddress.Parse("10.0.0.4")], IPAddress.Parse("10.0.0.1"), usesDhcp: null);

    [Fact]
    public async Task A_way_through_the_adapter_of_a_failover_cluster_is_a_warning_with_the_route_to_add()
    {
        var cluster = new Adapter("Cluster", [IPAddress.Parse("169.254.1.12")], null, usesDhcp: false);
        var check = (await RunAsync(new Machine { Known = [cluster, Primary], Source = "169.254.1.12" }))["route"];
        Assert.Equal(ImdsCheckStatus.Warning, check.Status);
        Assert.Contains("'Cluster'", check.Finding);
        Assert.Contains("169.254.1.12", check.Finding);
        Assert.Contains("ip route add 169.254.169.254 via 10.0.0.1 dev eth0", check.Remedy);

        check = (await RunAsync(new Machine { Known = [cluster, Primary], Source = "169.254.1.12", Windows = true }))["route"];
        Assert.Contains("route add 169.254.169.254 mask 255.255.255.255 10.0.0.1 metric 1 -p", check.Remedy);
    }

    [Fact]
    public async Task On_Azure_a_missing_route_is_a_failure_with_the_remedies_of_the_documents()
    {
        var diagnosis = await RunAsync(new Machine { Azure = true, Windows = true, Known = [Primary] });
        Assert.Equal(ImdsCheckStatus.Failed, diagnosis["route"].Status);
        Assert.Contains("ipconfig /renew", diagnosis["route"].Remedy);
        Assert.Contains("route add 169.254.169.254", diagnosis["route"].Remedy);
        Assert.Equal(ImdsCheckStatus.Failed, diagnosis["answer"].Status);
    }

    [Fact]
    public async Task A_fixed_address_is_a_warning() =>
        Assert.Contains("by DHCP", (await RunAsync(new Machine
        {
            Windows = true, Source = "10.0.0.4",
            Known = [new("Ethernet", [IPAddress.Parse("10.0.0.4")], IPAddress.Parse("10.0.0.1"), usesDhcp: false)],
        }))["route"].Remedy);

    [Theory]
    [InlineData("192.168.1.5")]
    [InlineData(null)]
    public async Task On_a_developers_machine_it_says_so_and_nothing_failed(string? source)
    {
        var diagnosis = await RunAsync(new Machine { Source = source, Known = [Primary] });
        Assert.Equal(ImdsCheckStatus.Skipped, diagnosis["answer"].Status);
        Assert.StartsWith("Not on Azure", diagnosis["answer"].Finding);
        Assert.DoesNotContain(diagnosis.Values, check => check.Status == ImdsCheckStatus.Failed);
    }

    [Fact]
    public async Task An_emulator_that_is_not_there_is_a_failure_on_any_machine() =>
        Assert.Equal(ImdsCheckStatus.Failed,
            (await RunAsync(new Machine { Source = "127.0.0.1" }, endpoint: "http://127.0.0.1:1"))["answer"].Status);

    [Theory]
    [InlineData("""{"network":{}}""", ImdsCheckStatus.Warning, "classic")]
    [InlineData("""{"compute":{},"network":{}}""", ImdsCheckStatus.Warning, "a tag or a disk")]
    [InlineData("""{"compute":{"name":"vm_0","vmScaleSetName":"set"}}""", ImdsCheckStatus.Passed, "after the machine is restarted")]
    [InlineData("""{"compute":{"name":"vm","vmScaleSetName":""}}""", ImdsCheckStatus.Passed, "")]
    public async Task What_the_document_has_is_looked_at(string document, ImdsCheckStatus status, string remedy)
    {
        var diagnosis = await RunAsync(new Machine { Azure = true, Source = "10.0.0.4" }, new StubHandler(HttpStatusCode.OK, document));
        Assert.Equal(status, diagnosis["data"].Status);
        Assert.Contains(remedy, diagnosis["data"].Remedy);
        Assert.DoesNotContain(diagnosis.Values, check => check.Status == ImdsCheckStatus.Failed);
    }

    private static async Task<Dictionary<string, ImdsCheck>> RunAsync(Machine machine, HttpMessageHandler? handler = null,
        string? endpoint = null)
    {
        var options = new ImdsClientOptions
        {
            Handler = handler ?? new StubHandler(_ =>
                throw new HttpRequestException("none", new SocketException((int)SocketError.NetworkUnreachable))),
            HandlerReachesNetwork = true,
        };
        options.Endpoint = endpoint is null ? options.Endpoint : new Uri(endpoint);
        using var http = new HttpMessageInvoker(options.Handler);
        var diagnostics = new ConnectivityDiagnostics(http, new ClientSettings(options), RequestLimits.None,
            ImdsApiVersion.Parse("2021-02-01"), machine);
        return (await diagnostics.RunAsync(default)).Checks.ToDictionary(check => check.Name);
    }

    private sealed class Machine : LocalMachine
    {
        public bool Azure { get; init; }

        public bool Windows { get; init; }

        public string? Source { get; init; }

        public IReadOnlyList<Adapter> Known { get; init; } = [];

        public override bool LooksLikeAzure => Azure;

        public override bool IsWindows => Windows;

        public override IPAddress SourceOf(IPAddress destination, int port) =>
            Source is { } source ? IPAddress.Parse(source) : throw new SocketException((int)SocketError.NetworkUnreachable);

        public override IReadOnlyList<Adapter> Adapters() => Known;
    }
}
