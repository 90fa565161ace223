namespace Imds.Tool;

/// <summary>What a command ends with other than its result: a sentence for the user, and the exit code.</summary>
internal sealed class CommandException(ExitCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode Code { get; } = code;
}
