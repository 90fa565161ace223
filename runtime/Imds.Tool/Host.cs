using Imds.Tool.Output;

namespace Imds.Tool;

/// <summary>Where a command runs: what it reads, where it writes, and who looks at that.</summary>
internal sealed class Host
{
    private Terminal? _terminal;

    public TextReader In { get; init; } = Console.In;

    public TextWriter Out { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public Terminal Terminal
    {
        get => _terminal ??= Terminal.Detect(Variable);
        init => _terminal = value;
    }

    /// <summary>Ends the command as Ctrl+C does.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>What sends requests in place of the network, for tests.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
