using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Imds.Emulator;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Imds.Extensions.OpenTelemetry.Tests;

/// <summary>What stands in a resource on a virtual machine, and that nothing stands in the way of a start where there is none.</summary>
public sealed class DetectorTests
{
    [Fact]
    public async Task A_machine_has_its_attributes_by_the_names_of_the_conventions()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var attributes = Attributes(resource => resource.AddImdsDetector(options => options.Endpoint = emulator.Endpoint));

        Assert.Equal("azure", attributes["cloud.provider"]);
        Assert.Equal("azure.vm", attributes["cloud.platform"]);
        Assert.Equal("northeurope", attributes["cloud.region"]);
        Assert.Equal("orchard-web-01", attributes["host.name"]);
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", attributes["host.id"]);
        Assert.Equal("Standard_D4s_v5", attributes["host.type"]);
        Assert.Equal("linux", attributes["os.type"]);
        Assert.Equal(
            [
                "azure.vm.sku", "cloud.account.id", "cloud.availability_zone", "cloud.platform", "cloud.provider", "cloud.region",
                "cloud.resource_id", "host.id", "host.name", "host.type", "os.type", "os.version",
            ],
            attributes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_service_leaves_empty_is_no_attribute()
    {
        await using var emulator =
            await ImdsEmulator.StartAsync(
                new() { Document = """{"compute":{"location":"westus","vmId":"x","zone":"","vmScaleSetName":"orchard"},"network":{}}""" });

        var attributes = Attributes(resource => resource.AddImdsDetector(options => options.Endpoint = emulator.Endpoint));

        Assert.Equal(["azure.vm.scaleset.name", "cloud.platform", "cloud.provider", "cloud.region", "host.id"],
            attributes.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "azure.tag.cost-center,azure.tag.environment,azure.tag.owner")]
    [InlineData("OWN", "azure.tag.owner")]
    [InlineData("nothing", "")]
    public async Task Tags_are_chosen_by_prefix(string prefix, string names)
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var attributes = Attributes(resource => resource.AddImdsDetector(options =>
        {
            options.Endpoint = emulator.Endpoint;
            options.TagPrefixes.Add(prefix);
        }));

        var tags = attributes.Where(attribute => attribute.Key.StartsWith("azure.tag.", StringComparison.Ordinal))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal);
        Assert.Equal(names, string.Join(",", tags.Select(tag => tag.Key)));
        Assert.All(tags, tag => Assert.NotEqual("", tag.Value));
    }

    [Fact]
    public async Task All_signals_share_one_request()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Attributes(resource => resource.AddImdsDetector(options => options.Endpoint = emulator.Endpoint));
        var before = emulator.Requests.Count;
        var attributes = Attributes(resource => resource.AddImdsDetector(options => options.Endpoint = emulator.Endpoint));

        Assert.Equal("northeurope", attributes["cloud.region"]);
        Assert.Equal(before, emulator.Requests.Count);
    }

    [Fact]
    public async Task A_tracer_provider_has_the_attributes_and_no_activity_of_the_detector()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var activities = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "System.Net.Http" || source.Name.StartsWith("Imds", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                SdkIsSuppressed() ? ActivitySamplingResult.None : ActivitySamplingResult.AllData,
            ActivityStarted = activity => activities.Add(activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);

        using var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddImdsDetector(options => options.Endpoint = emulator.Endpoint)).Build();

        Assert.Contains(provider.GetResource().Attributes, attribute => attribute is { Key: "cloud.region", Value: "northeurope" });
        Assert.Empty(activities);
    }

    [Fact]
    public void Where_nothing_listens_there_are_no_attributes()
    {
        var endpoint = Silent(out var listener);
        listener.Dispose();

        Assert.Empty(Attributes(resource => resource.AddImdsDetector(options => options.Endpoint = endpoint)));
    }

    [Fact]
    public void Where_nothing_answers_the_start_is_not_held_up_and_only_once()
    {
        var endpoint = Silent(out var listener);
        using (listener)
        {
            var clock = Stopwatch.StartNew();
            for (var signal = 0; signal < 3; signal++)
            {
                Assert.Empty(Attributes(resource => resource.AddImdsDetector(options => options.Endpoint = endpoint)));
            }

            // A second by the rules; the rest is for a machine that is busy.
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task A_failure_of_the_service_leaves_the_application_to_start()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("instance", ImdsFault.Status(500));

        Assert.Empty(Attributes(resource => resource.AddImdsDetector(options =>
        {
            options.Endpoint = emulator.Endpoint;
            options.Timeout = TimeSpan.FromSeconds(1);
        })));
    }

    private static bool SdkIsSuppressed() => Sdk.SuppressInstrumentation;

    private static Dictionary<string, object> Attributes(Action<ResourceBuilder> add)
    {
        var builder = ResourceBuilder.CreateEmpty();
        add(builder);
        return builder.Build().Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value);
    }

    /// <summary>A server that takes connections and says nothing.</summary>
    private static Uri Silent(out TcpListener listener)
    {
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/metadata");
    }
}
