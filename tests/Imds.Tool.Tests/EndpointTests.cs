using System.Net;
using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary>Which server is asked, and what is said where it does not answer.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Without_a_choice_the_service_itself_is_asked()
    {
        using var network = new StubHandler(
            _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"vmId":"v"}""", null, "application/json") });

        var run = await Run.OfAsync(Run.Piped, endpoint: null, ["get", "vmId"], network);

        Assert.Equal("v\n", run.Succeeded());
        Assert.Equal("http://169.254.169.254/metadata/instance/compute?api-version=2025-04-07", Assert.Single(network.Asked).ToString());
    }

    [Theory]
    [InlineData("get", "vmId")]
    [InlineData("show")]
    [InlineData("versions")]
    [InlineData("token", "--resource", "https://vault.azure.net")]
    [InlineData("attest")]
    public async Task Off_Azure_one_sentence_says_what_to_do(params string[] arguments)
    {
        using var network = new StubHandler(_ => throw new HttpRequestException("No route to host"));

        var line = (await Run.OfAsync(Run.Piped, endpoint: null, arguments, network)).Failed(ExitCode.Failed);

        Assert.Contains("There is no Instance Metadata Service here", line, StringComparison.Ordinal);
        Assert.Contains("--emulator", line, StringComparison.Ordinal);
        Assert.Contains("imds doctor", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/metadata", true)]
    [InlineData("http://169.254.169.254", true)]
    [InlineData("http://169.254.169.254:80/", true)]
    [InlineData("http://127.0.0.1:8080/metadata", false)]
    public void Azures_own_address_is_known_however_it_is_written(string address, bool isAzure) =>
        Assert.Equal(isAzure, Imds.Tool.Service.Trust.IsAzure(new Uri(address))); // which is never asked for a root to believe

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up_after_the_time_that_was_given()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("scheduledevents", ImdsFault.Hang);

        var line = (await Run.PipedAsync(emulator, "watch", "--once", "--timeout", "0.5")).Failed(ExitCode.Failed);

        Assert.Contains("within 0.5 s", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ImdsClientOptions", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_goes_before_the_environment()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Equal("orchard-web-01\n", (await Run.OfflineAsync("get", "name", "--endpoint", emulator.Endpoint.ToString())).Succeeded());
        Assert.Equal("orchard-web-01\n", (await Run.OfflineAsync("get", "name", "-e", emulator.Endpoint.Authority)).Succeeded());
        Assert.Equal("orchard-web-01\n", (await Run.PipedAsync(emulator, "get", "name")).Succeeded());
    }

    [Fact]
    public async Task An_emulator_runs_as_long_as_the_command() =>
        Assert.Equal("orchard-web-01\n", (await Run.OfflineAsync("get", "name", "--emulator")).Succeeded());

    [Fact]
    public async Task Where_nothing_listens_the_address_is_said()
    {
        var line = (await Run.OfflineAsync("show")).Failed(ExitCode.Failed);

        Assert.Contains(Run.Nowhere, line, StringComparison.Ordinal);
        Assert.Contains("'imds emulate'", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--endpoint must be an http or https address", "show", "--endpoint", "ftp://127.0.0.1/")]
    [InlineData("--endpoint must be an http or https address", "show", "--endpoint", "/metadata")]
    [InlineData("--endpoint must be an http or https address", "show", "--endpoint", "\u202e")]
    [InlineData("--endpoint must be an http or https address", "show", "--endpoint", "http://gardener:plum@127.0.0.1/")]
    [InlineData("exclude each other", "show", "--emulator", "--endpoint", "http://127.0.0.1:1")]
    [InlineData("no command 'gett'. Did you mean get?", "gett", "vmId")]
    [InlineData("no option '--colour'", "show", "--colour")]
    [InlineData("Options stand behind the command: imds show --output", "--output", "json", "show")]
    [InlineData("no api-version 2021-02-02; the nearest are 2021-02-01 and 2021-03-01", "show", "--api-version", "2021-02-02")]
    [InlineData("'newest' is not an api-version", "show", "--api-version", "newest")]
    [InlineData("--timeout must be a number of seconds", "show", "--timeout", "soon")]
    [InlineData("'xml'", "show", "--output", "xml")]
    [InlineData("no argument 'b'", "show", "a", "b")]
    [InlineData("--resource", "token")]
    [InlineData("exclude each other", "token", "-r", "x", "--client-id", "a", "--object-id", "b")]
    [InlineData("Did you mean '--port'?", "emulate", "--prot", "80")]
    public async Task Wrong_words_are_said_in_one_line_with_the_way_to_the_help(string said, params string[] arguments)
    {
        var line = (await Run.OfflineAsync(arguments)).Failed(ExitCode.Usage);

        Assert.Contains(said, line, StringComparison.Ordinal);
        Assert.DoesNotContain("plum", line, StringComparison.Ordinal); // a password
    }

    [Fact]
    public async Task A_wrong_address_in_the_environment_is_named_by_its_variable() =>
        Assert.Contains("IMDS_ENDPOINT must be", (await Run.OfAsync(Run.Piped, "orchard://x", ["show"]))
            .Failed(ExitCode.Usage), StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("show")]
    [InlineData("get")]
    [InlineData("ls")]
    [InlineData("attest")]
    [InlineData("token")]
    [InlineData("versions")]
    [InlineData("doctor")]
    [InlineData("emulate")]
    [InlineData("watch")]
    [InlineData("verify")]
    [InlineData("when")]
    [InlineData("diff")]
    [InlineData("specs")]
    [InlineData("specs", "import")]
    [InlineData("completion")]
    public async Task Every_help_has_the_exit_codes(params string[] command)
    {
        var help = (await Run.OfflineAsync([.. command, "--help"])).Succeeded();

        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Matches($@"(?m)^  {(int)code} ", help));
    }
}
