namespace Imds.EndToEnd.Tests;

/// <summary>One project with the types of every version side by side.</summary>
[Collection(nameof(Consumers))]
public sealed class VersionsTests(Consumers consumers)
{
    [Fact]
    public async Task Each_version_has_exactly_what_the_service_answers_at_it()
    {
        var app = await consumers.RunAsync("EveryVersion");

        var versions = app.Keys.Where(key => key != "Imds").ToList();
        Assert.Equal(ServiceVersions.WithInstance, versions);
        var service = new MetadataService(consumers.Endpoint);
        foreach (var version in versions)
        {
            Assert.Equal(Json.Leaves(await service.AskAsync("instance", version)), Json.Leaves(app[version]));
        }

        Assert.Equal(app["2025-04-07"], app["Imds"]);
    }

    [Fact]
    public async Task A_field_is_there_from_its_first_version_to_its_last()
    {
        var app = await consumers.RunAsync("EveryVersion");

        Assert.Equal("2019-02-01", app.First(answer => answer.Value.Contains("\"customData\"", StringComparison.Ordinal)).Key);
        Assert.DoesNotContain("\"customData\"", app["2019-06-01"], StringComparison.Ordinal);
        Assert.Equal("2021-12-13", app.First(answer => answer.Value.Contains("\"securityType\"", StringComparison.Ordinal)).Key);
    }
}
