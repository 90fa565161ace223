// Why: an application is tested as it is, with an emulator where the service would be: no Azure, no network, nothing mocked.
using System.Net.Http.Json;
using Contoso.Machine;
using Imds;
using Imds.Emulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Web.Tests;

public sealed class ApplicationTests : IAsyncLifetime
{
    private const string Machine = """
        {
          "compute": {
            "name": "web_0", "location": "westeurope", "zone": "2",
            "tagsList": [{ "name": "environment", "value": "test" }, { "name": "owner", "value": "orchard team" }]
          },
          "network": { "interface": [{ "macAddress": "000D3AB41C7E" }] }
        }
        """;

    private readonly LogLines _log = new();
    private ImdsEmulator _emulator = null!;
    private WebApplicationFactory<Program> _application = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Document = Machine });
        _application = new WebApplicationFactory<Program>()
            .WithWebHostBuilder(host => host.UseSetting("Imds:Endpoint", _emulator.Endpoint.AbsoluteUri)
                .ConfigureLogging(logging => logging.AddProvider(_log)));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task It_says_where_it_runs()
    {
        await using var application = WithoutHaste();
        using var client = application.CreateClient();
        Assert.Equal("westeurope-2", await client.GetStringAsync("/where", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_controller_gives_a_record_of_the_service()
    {
        using var client = _application.CreateClient();
        var network = await client.GetFromJsonAsync<Network>("/machine/network", TestContext.Current.CancellationToken);
        Assert.Equal("000D3AB41C7E", Assert.Single(network!.Interface).MacAddress);
    }

    [Fact]
    public void Its_telemetry_has_the_machine_and_the_chosen_tag_alone()
    {
        var attributes = _application.Services.GetRequiredService<TracerProvider>().GetResource().Attributes.ToDictionary();
        Assert.Equal("web_0", attributes["host.name"]);
        Assert.Equal("test", attributes["azure.tag.environment"]);
        Assert.DoesNotContain("azure.tag.owner", attributes.Keys);
    }

    [Fact]
    public async Task Its_log_has_the_machine_and_the_chosen_tag()
    {
        await using var application = WithoutHaste();
        using var client = application.CreateClient();
        await client.GetStringAsync("/where", TestContext.Current.CancellationToken);
        Assert.Contains(_log.States, line => line.GetValueOrDefault("host.name") as string == "web_0"
            && line.GetValueOrDefault("azure.tag.environment") as string == "test" && !line.ContainsKey("azure.tag.owner"));
    }

    [Fact]
    public async Task A_restart_that_is_ahead_shows_in_its_health()
    {
        using var client = _application.CreateClient();
        Assert.Equal("Healthy", await client.GetStringAsync("/health", TestContext.Current.CancellationToken));

        _emulator.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Reboot, Resources = ["web_0"] });
        for (var i = 0; i < 100; i++)
        {
            if (await client.GetStringAsync("/health", TestContext.Current.CancellationToken) == "Degraded")
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken); // the list is looked at once a second
        }

        Assert.Fail("The application does not see the event.");
    }

    /// <summary>
    /// The application by a clock that stands still: it waits for its Instance for a second and no longer, which a busy machine may need.
    /// </summary>
    private WebApplicationFactory<Program> WithoutHaste() => _application.WithWebHostBuilder(host => host.ConfigureTestServices(
        services => services.Configure<ImdsClientOptions>(options => options.TimeProvider = new FakeTimeProvider())));
}
