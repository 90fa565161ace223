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
        Assert.EndsWith("\"2019-06-01\"]}", await client.GetStringAsync($"{line!["Listening on ".Length..]}/versions"), StringComparison.Ordinal);

        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, "", ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync()));
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
    [InlineData("NewestApiVersion '2020-01-01'", "--newest-version", "2020-01-01")]
    [InlineData("--document cannot read 'no-such-file.json'", "--document", "no-such-file.json")]
    public async Task A_bad_option_is_said_in_one_line(string message, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
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
            Assert.Contains("Document is not valid JSON", error, StringComparison.Ordinal);
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
        foreach (var option in new[] { "--port", "--document", "--load-balancer", "--no-load-balancer", "--newest-version", "--attested-domain" })
            Assert.Contains(option, output, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(typeof(ImdsEmulator).Assembly.Location))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
