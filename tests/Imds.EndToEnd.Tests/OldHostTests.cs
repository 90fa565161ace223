namespace Imds.EndToEnd.Tests;

/// <summary>An app with a minimum version on hosts that are older than its target.</summary>
[Collection(nameof(Consumers))]
public sealed class OldHostTests(Consumers consumers)
{
    [Fact]
    public async Task Each_line_of_versions_falls_back_by_itself_to_what_the_host_knows()
    {
        var app = await consumers.RunAsync("OldHost");

        Assert.Equal("6C1E2B7A-REBOOT Reboot", app["events"]);
        Assert.Equal("Host update", app["description"]); // since 2019-04-01, which the host knows
        Assert.Equal("''", app["source"]); // since 2019-08-01, which it does not
        Assert.Equal(("2021-02-01", "2021-02-01", "2019-06-04"), (app["before"], app["between"], app["after"]));
        Assert.Equal("orchard-web-01", app["name"]);
        Assert.Equal("not asked", app["userData"]);
        Assert.Equal("6C1E2B7A-REBOOT", app["watched"]);
        Assert.Equal("Started", app["approved"]);
    }

    [Fact]
    public async Task A_host_from_before_the_minimum_is_an_error_that_names_what_it_knows()
    {
        var app = await consumers.RunAsync("OldHost");

        Assert.Equal("400 2021-02-01 2018-04-02,2018-02-01,2017-12-01", app["refused"]);
    }
}
