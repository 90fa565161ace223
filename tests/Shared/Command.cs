using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Imds.Testing;

/// <summary>A program that was run to its end: its exit code and what it wrote.</summary>
public sealed record Command(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static Task<Command> RunAsync(string folder, string program, params string[] arguments) =>
        RunAsync(folder, program, new Dictionary<string, string>(), arguments);

    public static async Task<Command> RunAsync(string folder, string program, IReadOnlyDictionary<string, string> environment,
        params string[] arguments)
    {
        using var process = Start(folder, program, environment, arguments);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Command(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end within {Limit}.", exception);
        }
    }

    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It is not there, or it failed.</exception>
    public static async Task<string> OutputAsync(string folder, string program, params string[] arguments) =>
        (await RunAsync(folder, program, arguments)).Succeeded($"'{program} {string.Join(' ', arguments)}'").Output;

    /// <summary>Starts a program whose input and output are the caller's.</summary>
    public static Process Start(string folder, string program, params string[] arguments) =>
        Start(folder, program, new Dictionary<string, string>(), arguments);

    public Command Succeeded(string what) =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"{what} failed with exit code {ExitCode}.\n{Output}\n{Errors}");

    private static Process Start(string folder, string program, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // What the build that runs these tests told its own processes is not for the builds in here.
        foreach (var name in start.Environment.Keys.Where(IsOfTheBuildAround).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a build leaves nothing behind
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"'{program}' cannot be started: {exception.Message}", exception);
        }
    }

    private static bool IsOfTheBuildAround(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
