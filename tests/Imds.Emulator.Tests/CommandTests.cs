using System.Diagnostics;
using System.Globalization;

namespace Imds.Emulator.Tests;

/// <summary>The emulator as a command, in a process of its own.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_it_listens_answers_and_stops_on_a_signal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill, which Windows has not.");
        using var process = Start("--newest-version", "2019-06-01");
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("Listening on http://127.0.0.1:", line, StringComparison.Ordinal);

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Add("Metadata", "true");
        Assert.EndsWith("\"2019-06-01\"]}", await client.GetStringAsync($"{line!["Listening on ".Length..]}/versions"),
            StringComparison.Ordinal);

        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, "", ""),
            (process.ExitCode, await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync()));
    }

    [Fact]
    public async Task Limits_can_be_asked_for()
    {
        using var process = Start("--throttle");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            client.DefaultRequestHeaders.Add("Metadata", "true");

            var replies = await Task.WhenAll(Enumerable.Range(0, 50)
                .Select(_ => client.GetAsync($"{line!["Listening on ".Length..]}/versions")));

            Assert.Contains(replies, reply => (int)reply.StatusCode == 200);
            Assert.Contains(replies, reply => (int)reply.StatusCode == 429);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_taken_port_is_said_in_one_line()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var port = emulator.Endpoint.Port.ToString(CultureInfo.InvariantCulture);

        var (code, output, error) = await RunAsync("--port", port);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"port {port}", error, StringComparison.Ordinal);
        Assert.Contains("in use", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--port needs a value", "--port")]
    [InlineData("from 0 to 65535", "--port", "65536")]
    [InlineData("from 0 to 65535", "--port", "eighty")]
    [InlineData("--port is given twice", "--port", "0", "--port", "0")]
    [InlineData("no option '--prot'", "--prot", "0")]
    [InlineData("no option 'run'", "run")]
    [InlineData("--newest-version '2020-01-01' is no api-version", "--newest-version", "2020-01-01")]
    [InlineData("--document cannot read 'no-such-file.json'", "--document", "no-such-file.json")]
    [InlineData("--fault takes ENDPOINT=FAULT", "--fault", "503")]
    [InlineData("no fault 'explode'", "--fault", "instance=explode")]
    [InlineData("no fault '200'", "--fault", "instance=200")]
    [InlineData("no fault 'redirect'", "--fault", "instance=redirect:here")]
    [InlineData("'5' is no length of time", "--fault", "instance=slow-body:5")]
    [InlineData("'big' is no size", "--fault", "instance=huge:big")]
    [InlineData("a number from 1", "--fault", "instance=503*0")]
    [InlineData("no endpoint 'instances'", "--fault", "instances=503")]
    [InlineData("no defect 'rust'", "--fault", "attested/document=defect:rust")]
    [InlineData("no type of event 'freez'", "--event", "freez")]
    [InlineData("'in=5s' says nothing", "--event", "freeze,in=5s")]
    [InlineData("no defect 'rust'", "--fault=attested/document=defect:rust")]
    [InlineData("--port must be a number from 0 to 65535, not '99999'", "--port=99999")]
    [InlineData("--host must be an IP address", "--host", "nowhere")]
    [InlineData("--machines must be a number from 1 to 100", "--machines", "many")]
    [InlineData("--machines must be a number from 1 to 100, not '0'", "--machines", "0")]
    [InlineData("--machines must leave a port for each machine", "--machines", "2", "--port", "65535")]
    [InlineData("--attested-domain must be a DNS name", "--attested-domain", "no name")]
    [InlineData("'tenant=x' says nothing about an identity", "--identity", "client_id=c,tenant=x")]
    [InlineData("--identity: only one can be system-assigned", "--identity", "system", "--identity", "client_id=c")]
    [InlineData("--event: There is an event with the id 'A' already", "--event", "freeze,id=a", "--event", "freeze,id=A")]
    [InlineData("no option '--documents'. Did you mean '--document'?", "--documents", "x")]
    [InlineData("--config cannot read 'no-such-file.json'", "--config", "no-such-file.json")]
    [InlineData("--root-certificate cannot write '/no/such/folder'", "--root-certificate", "/no/such/folder")]
    [InlineData("--event-speed must be a number above 0", "--event-speed", "-1")]
    public async Task A_bad_option_is_said_in_one_line(string message, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.All(
            typeof(ImdsEmulatorOptions).GetProperties().Where(property => property.Name is not ("Host" or "Port")),
            property => Assert.DoesNotContain(property.Name, error, StringComparison.Ordinal));
        Assert.DoesNotContain("Parameter", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_version_is_that_of_the_package()
    {
        var (code, output, error) = await RunAsync("--version");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(typeof(ImdsEmulator).Assembly.GetName().Version!.ToString(3), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_no_JSON_is_said_with_its_line()
    {
        var file = Path.Combine(Path.GetTempPath(), $"imds-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, "{\n  oops\n}", TestContext.Current.CancellationToken);
        try
        {
            var (code, _, error) = await RunAsync("--document", file);

            Assert.Equal(2, code);
            Assert.Contains($"--document '{file}' is not valid JSON", error, StringComparison.Ordinal);
            Assert.Contains("LineNumber: 1", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, output, error) = await RunAsync("--help");

        Assert.Equal((0, ""), (code, error));
        foreach (var option in new[]
        {
            "--port", "--document", "--load-balancer", "--no-load-balancer", "--newest-version", "--attested-domain", "--throttle",
            "--newest-listed-version",
            "--fault", "--event", "--event-speed", "--host", "--machines",
            "--identity", "--tenant", "--root-certificate", "--log", "--config", "--version",
        })
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }

        Assert.Contains("look-alike-domain", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_events_and_documents_can_be_asked_for()
    {
        var file = Path.Combine(Path.GetTempPath(), $"imds-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """{"compute":{"name":"from-a-file"}}""", TestContext.Current.CancellationToken);
        using var process = Start(
            "--document", file, "--no-load-balancer",
            "--fault", "instance=429:7s*1", "--fault", "instance=html*1", "--fault", "identity/info=redirect:http://127.0.0.1:9/*1",
            "--event", "preempt,notice=1h,by=user,id=E-7", "--event", "reboot,after=1h", "--event-speed", "2");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var root = line!["Listening on ".Length..];
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
            client.DefaultRequestHeaders.Add("Metadata", "true");

            using var throttled = await client.GetAsync($"{root}/instance?api-version=2021-02-01");
            Assert.Equal((429, TimeSpan.FromSeconds(7)), ((int)throttled.StatusCode, throttled.Headers.RetryAfter?.Delta));
            Assert.StartsWith("<!DOCTYPE", await client.GetStringAsync($"{root}/instance?api-version=2021-02-01"),
                StringComparison.Ordinal);
            Assert.Equal("from-a-file", await client.GetStringAsync($"{root}/instance/compute/name?api-version=2021-02-01&format=text"));
            using var redirect = await client.GetAsync($"{root}/identity/info?api-version=2021-02-01");
            Assert.Equal("http://127.0.0.1:9/", redirect.Headers.Location?.OriginalString);
            using var balancer = await client.GetAsync($"{root}/loadbalancer?api-version=2021-02-01");
            Assert.Equal(404, (int)balancer.StatusCode);

            var events = await client.GetStringAsync($"{root}/scheduledevents?api-version=2020-07-01");
            Assert.StartsWith("""{"DocumentIncarnation":2,"Events":[{"EventId":"E-7","EventStatus":"Scheduled","EventType":"Preempt",""",
                events, StringComparison.Ordinal);
            Assert.Contains("\"EventSource\":\"User\"", events, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            File.Delete(file);
        }
    }

    private static Process Start(params string[] arguments) => CommandProcess.Start(arguments);

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => CommandProcess.RunAsync(arguments);
}
