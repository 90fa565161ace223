using Imds.Tool;
using Imds.Tool.Output;

namespace Imds.Fuzz.Tool;

/// <summary>The command, run in this process.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Error">What it wrote to the error stream.</param>
public sealed record ToolRun(int Code, string Error)
{
    private static readonly Terminal Piped = new(IsTerminal: false, ErrorIsTerminal: false, Width: 0, HasColours: false, HasLines: true);

    /// <summary>Whether the exit code is one that the help lists.</summary>
    public bool IsListed => Enum.IsDefined((ExitCode)Code);

    /// <summary>Whether it did what it was asked for, or was stopped at it.</summary>
    public bool IsDone => (ExitCode)Code is ExitCode.Done or ExitCode.Interrupted;

    /// <summary>Whether it was used wrongly.</summary>
    public bool IsMisused => (ExitCode)Code == ExitCode.Usage;

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The words behind its name.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="input">What it can read.</param>
    /// <param name="handler">What answers its requests.</param>
    /// <param name="stop">Ends it as Ctrl+C does.</param>
    public static async Task<ToolRun> OfAsync(
        string[] arguments, Func<string, string?> variable, string input, HttpMessageHandler handler, CancellationToken stop)
    {
        using var error = new StringWriter();
        var host = new Host
        {
            In = new StringReader(input),
            Out = TextWriter.Null,
            Error = error,
            Terminal = Piped,
            Handler = handler,
            Variable = variable,
            Stop = stop,
        };
        return new ToolRun(await CommandLine.RunAsync(arguments, host).ConfigureAwait(false), error.ToString());
    }
}
