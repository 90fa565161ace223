using System.Diagnostics;

namespace Imds.Benchmarks.Measuring;

/// <summary>Another program, run to its end.</summary>
internal static class Command
{
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It is not there, or it failed.</exception>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the build around this process was told is not for those that it starts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // it leaves nothing behind

        using var process = Start(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' failed with {process.ExitCode}: {output}{await errors}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"'{start.FileName}' cannot be started: {exception.Message}", exception);
        }
    }
}
