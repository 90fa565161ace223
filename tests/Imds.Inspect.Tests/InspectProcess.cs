using System.Diagnostics;
using Imds.Emulator;

namespace Inspect.Tests;

/// <summary>The program in a process of its own, its output piped.</summary>
internal sealed record InspectProcess(int Code, string Output, string Error)
{
    /// <summary>The same for a server of one's own.</summary>
    public static Task<InspectProcess> RunAsync(ImdsEmulator emulator, params string[] arguments) =>
        RunAsync(["--endpoint", emulator.Endpoint.ToString(), .. arguments]);

    public static async Task<InspectProcess> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(typeof(CommandLine).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }

        // What a terminal and a build server set, and what libraries take for a leave to use colours.
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["COLORTERM"] = "truecolor";
        start.Environment["GITHUB_ACTIONS"] = "true";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new InspectProcess(process.ExitCode, await output, await error);
    }

    /// <summary>The output; fails unless the program succeeded.</summary>
    public string Succeeded()
    {
        Assert.Equal((0, ""), (Code, Error));
        return Output;
    }

    /// <summary>The one line that says what went wrong; fails unless the program failed that way.</summary>
    public string Failed()
    {
        Assert.Equal((1, ""), (Code, Output));
        Assert.StartsWith("Imds.Inspect: ", Error, StringComparison.Ordinal);
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        return Assert.Single(Error.TrimEnd().Split('\n'));
    }

    /// <summary>The lines below a section's title.</summary>
    public string[] Section(string title)
    {
        var lines = Succeeded().Split('\n').Select(line => line.TrimEnd('\r'));
        return [.. lines.SkipWhile(line => line != title).Skip(1).TakeWhile(line => line.Length > 0)];
    }
}
