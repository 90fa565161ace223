namespace Imds.EndToEnd.Tests;

/// <summary>Projects that bring specs of their own.</summary>
[Collection(nameof(Consumers))]
public sealed class OwnSpecsTests(Consumers consumers)
{
    private readonly MetadataService _service = new(consumers.Endpoint);

    [Fact]
    public async Task A_Swagger_of_the_project_takes_the_place_of_the_package_s()
    {
        var app = await consumers.RunAsync("OwnSwagger");

        Assert.Equal(await _service.AskAsync("instance/compute/name", "2021-02-01", "text"), app["name"]);
        Assert.Equal("Name", app["compute"]);
        Assert.Equal("7", app["shelf"]);
        Assert.Equal("Shelf", app["rack"]); // the slot came later, says the project's table
    }

    [Fact]
    public async Task Rows_of_the_project_win_over_the_package_s_and_leave_the_others()
    {
        var app = await consumers.RunAsync("OwnRows");

        Assert.Equal("abc", app["userData"]);
        Assert.Equal("False", app["osType"]);
        Assert.Equal("True", app["vmSize"]);
    }

    [Fact]
    public async Task The_Swagger_of_Microsoft_works_unchanged()
    {
        Assert.SkipUnless(File.Exists(Consumers.Upstream), $"The reference material is not here: {Consumers.Upstream}");
        var app = await consumers.RunAsync("UpstreamSwagger");

        Assert.Equal(await _service.AskAsync("instance/compute/name", "2020-09-01", "text"), app["name"]);
        Assert.Equal(await _service.AskAsync("instance/compute/vmSize", "2020-09-01", "text"), app["size"]);
        Assert.Equal(await _service.AskAsync("instance/compute/osProfile/computerName", "2020-09-01", "text"), app["computer"]);
        Assert.Equal("Bearer", app["token"]);
    }
}
