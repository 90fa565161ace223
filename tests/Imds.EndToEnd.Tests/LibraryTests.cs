namespace Imds.EndToEnd.Tests;

/// <summary>Libraries that have the package, and an app that has the libraries.</summary>
[Collection(nameof(Consumers))]
public sealed class LibraryTests(Consumers consumers)
{
    private readonly MetadataService _service = new(consumers.Endpoint);

    [Fact]
    public async Task An_app_uses_the_public_types_of_its_library_and_gets_none_of_its_own()
    {
        Assert.Empty(consumers.Complaints("PublicLibrary"));
        var app = await consumers.RunAsync("LibraryUser");

        Assert.Equal(await _service.AskAsync("instance/compute/name", "2021-02-01", "text"), app["name"]);
        Assert.Equal(await _service.AskAsync("instance/compute/vmSize", "2021-02-01", "text"), app["size"]);
        Assert.Equal("PublicLibrary", app["client"]);
        Assert.Equal("0", app["generated"]);
    }

    [Fact]
    public async Task A_library_for_NET_Standard_works_in_an_app_on_NET()
    {
        Assert.Empty(consumers.Complaints("StandardLibrary"));
        var app = await consumers.RunAsync("LibraryUser");

        Assert.Equal(await _service.AskAsync("instance/compute/osType", "2019-06-01", "text"), app["os"]);
        Assert.NotEmpty(app["disks"]);
        Assert.Equal("StandardLibrary.Disks", app["visible"]); // what was generated stays inside unless ImdsPublic says otherwise
    }

    [Fact]
    public void A_library_compiles_for_NET_Framework() =>
        Assert.True(File.Exists(consumers.PathOf("StandardLibrary", "bin", "Debug", "net472", "StandardLibrary.dll")));
}
