using Imds.Emulator;
using Imds.Tool.Output;

namespace Imds.Tool.Tests.Support;

/// <summary>The command, run in this process: its exit code and what it wrote.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    /// <summary>Where nothing listens, so that no test can reach the real address by omission.</summary>
    public const string Nowhere = "http://127.0.0.1:1/metadata";

    public static readonly Terminal Piped = new(IsTerminal: false, ErrorIsTerminal: false, Width: 0, HasColours: false, HasLines: true);

    /// <summary>A terminal of a width.</summary>
    public static Terminal Terminal(int width, bool colours = false, bool lines = true) =>
        new(IsTerminal: true, ErrorIsTerminal: false, width, colours, lines);

    public IReadOnlyList<string> Lines => [.. Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];

    public static Task<Run> PipedAsync(ImdsEmulator emulator, params string[] arguments) =>
        OfAsync(Piped, emulator.Endpoint.ToString(), arguments);

    public static Task<Run> OnTerminalAsync(ImdsEmulator emulator, int width, params string[] arguments) =>
        OfAsync(Terminal(width), emulator.Endpoint.ToString(), arguments);

    /// <summary>Without a service to ask.</summary>
    public static Task<Run> OfflineAsync(params string[] arguments) => OfAsync(Piped, Nowhere, arguments);

    public static async Task<Run> OfAsync(
        Terminal terminal, string? endpoint, string[] arguments, HttpMessageHandler? handler = null, string input = "",
            CancellationToken stop = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new Host
        {
            In = new StringReader(input),
            Out = output,
            Error = error,
            Terminal = terminal,
            Handler = handler,
            Variable = name => name == "IMDS_ENDPOINT" ? endpoint : null,
            Stop = stop,
        };
        var code = await CommandLine.RunAsync(arguments, host);
        return new Run(code, output.ToString(), error.ToString());
    }

    /// <summary>The output; fails unless the command succeeded without a word of complaint.</summary>
    public string Succeeded()
    {
        Assert.Equal((0, ""), (Code, Error));
        return Output;
    }

    /// <summary>The one line that says what went wrong; fails unless the command ended so, and without output.</summary>
    public string Failed(ExitCode code)
    {
        Assert.Equal(((int)code, ""), (Code, Output));
        Assert.StartsWith("imds: ", Error, StringComparison.Ordinal);
        return Assert.Single(Error.TrimEnd().Split('\n'));
    }
}
