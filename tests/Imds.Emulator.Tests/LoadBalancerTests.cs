using System.Text.Json;

namespace Imds.Emulator.Tests;

public sealed class LoadBalancerTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    [Fact]
    public async Task Its_rules_have_ports_that_are_numbers()
    {
        var reply = await shared.Emulator.JsonAsync("loadbalancer?api-version=2020-10-01");

        var balancer = reply.GetProperty("loadbalancer");
        Assert.Equal(["publicIpAddresses", "inboundRules", "outboundRules"], balancer.EnumerateObject().Select(member => member.Name));
        var rule = balancer.GetProperty("inboundRules")[0];
        Assert.Equal(443, rule.GetProperty("frontendPort").GetInt32());
        Assert.Equal(8443, rule.GetProperty("backendPort").GetInt32());
        Assert.Equal(JsonValueKind.String, rule.GetProperty("protocol").ValueKind);
    }

    [Fact]
    public async Task A_VM_behind_none_gets_the_services_own_404()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { BehindLoadBalancer = false });

        Assert.Equal(
            (404, """{ "error": "No load balancer metadata is found. Please check if your VM is using any non-basic SKU load balancer and retry later." }"""),
            await emulator.AnswerAsync("loadbalancer?api-version=2020-10-01"));
    }

    [Fact]
    public async Task An_own_document_is_served()
    {
        await using var emulator =
            await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { LoadBalancerDocument = """{"loadbalancer":{}}""" });

        Assert.Equal("""{"loadbalancer":{}}""", await emulator.TextAsync("loadbalancer?api-version=2025-04-07"));
    }
}
