using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.QuickInfo;

namespace Imds.Editor.Tests;

/// <summary>What an editor shows of a name under the pointer, and where it goes from there.</summary>
public sealed class HoverTests(Consumer consumer) : IClassFixture<Consumer>
{
    [Theory]
    [InlineData("vm.Compute.$VmSize", "string Compute.VmSize", "The size of the machine, such as Standard_D2s_v5.", "Since api-version 2017-04-02.",
        "instance/compute/vmSize")]
    [InlineData("imds.Instance.$GetAsync()", "Task<Instance>", "Gets the metadata of the machine",
        "GET http://169.254.169.254/metadata/instance?api-version=2021-02-01", "ImdsException")]
    [InlineData("imds.Instance.Compute.$VmSize", "InstanceComputeRoute.VmSize", "The size of the machine",
        "http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-02-01&format=text")]
    [InlineData("imds.Instance.Compute.VmSize.$GetAsync()", "Task<string>", "Gets the field that this member is about")]
    [InlineData("imds.Identity.Oauth2.Token.$GetAsync(\"https://vault.azure.net\")", "Task<IdentityToken>", "Gets an access token for a resource",
        "GET http://169.254.169.254/metadata/identity/oauth2/token?", "ImdsException")]
    [InlineData("imds.$Identity", "IdentityRoute ImdsClient.Identity", "identity/oauth2/token, identity/info")]
    [InlineData("ImdsApiVersions.$V2021_01_01", "ImdsApiVersions.V2021_01_01", "Api-version 2021-01-01, which added compute.userData.")]
    public async Task Hover_says_what_it_is_and_what_it_asks_for(string expression, params string[] parts)
    {
        var (document, position) = consumer.Open(expression);

        var info = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, position);

        var shown = string.Join('\n', info!.Sections.Select(section => section.Text));
        Assert.All(parts, part => Assert.Contains(part, shown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vm.Compute.$VmSize", "Imds.Compute.g.cs", "public string VmSize")]
    [InlineData("imds.Instance.$GetAsync()", "Imds.Routes.InstanceRoute.g.cs", "GetAsync(CancellationToken")]
    [InlineData("imds.$ScheduledEvents", "Imds.ImdsClient.g.cs", "ScheduledEvents =>")]
    public async Task Definition_is_the_generated_file_that_one_can_read(string expression, string file, string line)
    {
        var (document, position) = consumer.Open(expression);

        var symbol = await SymbolFinder.FindSymbolAtPositionAsync(document, position);

        var place = Assert.Single(symbol!.Locations);
        Assert.Equal(file, Path.GetFileName(place.SourceTree!.FilePath));
        var text = await place.SourceTree.GetTextAsync();
        Assert.Contains(line, text.Lines.GetLineFromPosition(place.SourceSpan.Start).ToString(), StringComparison.Ordinal);
    }
}
