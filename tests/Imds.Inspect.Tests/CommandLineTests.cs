namespace Inspect.Tests;

/// <summary>Which server is asked, and what for. Nothing is called here: the real address must not be.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Live_alone_chooses_the_real_service() =>
        Assert.Equal("http://169.254.169.254/metadata", (await ChooseAsync("--live")).Endpoint?.ToString());

    [Fact]
    public async Task Endpoint_chooses_another_server() =>
        Assert.Equal("http://127.0.0.1:8080/metadata",
            (await ChooseAsync("--endpoint", "http://127.0.0.1:8080/metadata")).Endpoint?.ToString());

    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("tags")]
    public async Task Else_no_server_is_chosen(params string[] arguments) => Assert.Null((await ChooseAsync(arguments)).Endpoint);

    [Fact]
    public async Task Sections_come_once_and_in_their_order() =>
        Assert.Equal(["instance", "tags"], (await ChooseAsync("tags", "instance", "tags")).Sections.Select(section => section.Name));

    [Fact]
    public async Task Help_names_every_option_and_section()
    {
        var help = (await InspectProcess.RunAsync("--help")).Succeeded();

        foreach (var name in Sections.Section.All.Select(section => section.Name).Concat(["--endpoint", "--live", "--json", "--help"]))
        {
            Assert.Contains(name, help, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('\u001b', help);
    }

    private static async Task<Choices> ChooseAsync(params string[] arguments)
    {
        Choices? chosen = null;
        var code = await CommandLine.RunAsync(arguments, (choices, _) =>
        {
            chosen = choices;
            return Task.FromResult(0);
        });
        Assert.Equal(0, code);
        return chosen!;
    }
}
