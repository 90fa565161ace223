namespace Imds.Emulator.Tests;

/// <summary>Several machines of one scale set.</summary>
public sealed class ScaleSetTests
{
    [Fact]
    public async Task Machines_differ_in_what_tells_machines_apart_and_in_nothing_else()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Machines = 3 });
        var fields = new[]
        {
            "compute/name", "compute/vmId", "compute/resourceId", "compute/osProfile/computerName", "network/interface/0/macAddress",
            "network/interface/1/macAddress", "network/interface/0/ipv4/ipAddress/0/privateIpAddress",
            "network/interface/0/ipv4/ipAddress/0/publicIpAddress",
        };

        foreach (var field in fields)
        {
            Assert.Equal(3, (await ReadAsync(emulator, field)).Distinct().Count());
        }

        var addresses = (await ReadAsync(emulator, "network/interface/0/macAddress")).Concat(
            await ReadAsync(emulator, "network/interface/1/macAddress"));
        Assert.Equal(6, addresses.Distinct().Count());
        Assert.Equal(["orchard-web_0", "orchard-web_1", "orchard-web_2"], await ReadAsync(emulator, "compute/name"));
        Assert.Equal(["orchard-web000000", "orchard-web000001", "orchard-web000002"],
            await ReadAsync(emulator, "compute/osProfile/computerName"));
        Assert.EndsWith("/virtualMachineScaleSets/orchard-web/virtualMachines/1", (await ReadAsync(emulator, "compute/resourceId"))[1],
            StringComparison.Ordinal);
        Assert.All(await ReadAsync(emulator, "compute/vmId"), id => Assert.True(Guid.TryParse(id, out _)));
        Assert.Equal(["orchard-web"], (await ReadAsync(emulator, "compute/vmScaleSetName")).Distinct());
        Assert.Equal(["Standard_D4s_v5"], (await ReadAsync(emulator, "compute/vmSize")).Distinct());
    }

    [Fact]
    public async Task A_scale_set_that_the_document_names_is_kept()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
        {
            Machines = 2,
            Document = """{"compute":{"name":"web_17","vmScaleSetName":"web","vmId":"x"}}""",
        });

        Assert.Equal(["web_0", "web_1"], await ReadAsync(emulator, "compute/name"));
        Assert.Equal(2, (await ReadAsync(emulator, "compute/vmId")).Distinct().Count());
    }

    [Fact]
    public async Task Every_machine_sees_the_events_of_all_and_may_approve_them()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Machines = 2 });
        using var first = new HttpClient(emulator.CreateHandler(0)) { DefaultRequestHeaders = { { "Metadata", "true" } } };
        using var second = new HttpClient(emulator.CreateHandler(1)) { DefaultRequestHeaders = { { "Metadata", "true" } } };
        emulator.ScheduledEvents.Add(
            new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1", Resources = ["orchard-web_0", "orchard-web_1"] });
        var target = new Uri(emulator.Endpoint, "/metadata/scheduledevents?api-version=2020-07-01");

        Assert.Equal(await first.GetStringAsync(target), await second.GetStringAsync(target));
        using var approval = await second.PostAsync(target, new StringContent("""{"StartRequests":[{"EventId":"E-1"}]}"""));

        Assert.True(approval.IsSuccessStatusCode);
        Assert.Contains("\"Started\"", await first.GetStringAsync(target), StringComparison.Ordinal);
        Assert.Equal([0, 1, 1, 0], emulator.Requests.Select(request => request.Machine));
    }

    [Fact]
    public async Task Each_machine_has_the_limits_for_itself()
    {
        var time = new TestClock();
        await using var emulator =
            await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Machines = 2, Throttle = true, TimeProvider = time });
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { DefaultRequestHeaders =
            { { "Metadata", "true" } } };

        var statuses = new List<int>();
        foreach (var endpoint in emulator.Endpoints)
        {
            for (var request = 0; request < 6; request++)
            {
                using var response = await client.GetAsync($"{endpoint}/versions");
                statuses.Add((int)response.StatusCode);
            }
        }

        Assert.Equal([200, 200, 200, 200, 200, 429, 200, 200, 200, 200, 200, 429], statuses);
    }

    private static async Task<string[]> ReadAsync(ImdsEmulator emulator, string field)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { DefaultRequestHeaders =
            { { "Metadata", "true" } } };
        return await Task.WhenAll(emulator.Endpoints.Select(endpoint =>
            client.GetStringAsync($"{endpoint}/instance/{field}?api-version=2021-12-13&format=text")));
    }
}
