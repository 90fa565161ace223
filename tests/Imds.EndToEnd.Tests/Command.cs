using System.Diagnostics;
using System.Text;

namespace Imds.EndToEnd.Tests;

/// <summary>A program that was run to its end: its exit code and what it wrote.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs the SDK, whose compiler and build nodes end with it.</summary>
    public static Task<Command> DotNetAsync(string folder, string verb, params string[] arguments) =>
        RunAsync(folder, "dotnet", [verb, .. arguments, "--nologo", "--disable-build-servers"]);

    public static Task<Command> RunAsync(string folder, string program, params string[] arguments) =>
        RunAsync(folder, program, new Dictionary<string, string>(), arguments);

    public static async Task<Command> RunAsync(string folder, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
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
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end within {Limit}.");
        }
    }

    public static Process Start(string folder, string program, params string[] arguments) =>
        Start(folder, program, new Dictionary<string, string>(), arguments);

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
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public Command Succeeded(string what)
    {
        if (ExitCode != 0)
        {
            throw new InvalidOperationException($"{what} failed with exit code {ExitCode}.\n{Output}\n{Errors}");
        }

        return this;
    }

    private static bool IsOfTheBuildAround(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
