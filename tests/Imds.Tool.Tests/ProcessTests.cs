using System.Diagnostics;
using System.Globalization;
using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary>The command in a process of its own: signals, pipes and shells.</summary>
public sealed class ProcessTests
{
    private static readonly string Program = typeof(CommandLine).Assembly.Location;

    [Fact]
    public async Task An_interrupt_ends_it_with_130_and_without_a_word()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill, which Windows has not.");
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] });
        using var process = Command.Start(AppContext.BaseDirectory, "dotnet", Program, "watch", "-e", emulator.Endpoint.ToString());
        Assert.Contains(
            "Appeared", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((130, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Emulate_is_the_emulator_and_show_shows_it()
    {
        using var process = Command.Start(AppContext.BaseDirectory, "dotnet", Program, "emulate", "--newest-version", "2021-02-01");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("Listening on http://127.0.0.1:", line, StringComparison.Ordinal);

            var shown = await Command.RunAsync(
                AppContext.BaseDirectory, "dotnet", new Dictionary<string, string> { ["IMDS_ENDPOINT"] = line!["Listening on ".Length..] },
                    Program, "versions");

            Assert.Equal("2021-02-01", shown.Lines[^1]);
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("imds sh", "show")]
    [InlineData("imds get vmS", "compute/vmSize")]
    [InlineData("imds diff 2021-1", "2021-12-13")]
    [InlineData("imds when security", "securityType")]
    [InlineData("imds show --out", "--output")]
    [InlineData("imds show --output ", "yaml")]
    public async Task What_is_typed_is_completed(string line, string expected)
    {
        var run = await Run.OfflineAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(expected, run.Lines);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task The_script_of_a_shell_is_one_that_it_takes(string shell)
    {
        var script = (await Run.OfflineAsync("completion", shell)).Succeeded();

        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
        if (shell == "bash" && File.Exists("/bin/bash"))
        {
            // The command is stood in for by a function that says what it is asked.
            var test =
                $"{script}\nimds() {{ echo show; echo shell; echo get; }}\nCOMP_WORDS=(imds sh); COMP_CWORD=1; COMP_LINE='imds sh'; "
                    + $"COMP_POINT=7; _imds_complete; echo \"${{COMPREPLY[@]}}\"";
            Assert.Equal("show shell", (await Command.OutputAsync(AppContext.BaseDirectory, "/bin/bash", "-c", test)).Trim());
        }
    }
}
