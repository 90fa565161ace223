namespace Imds.Tool.Service;

internal static class Files
{
    /// <summary>Gives the name of a file or folder back, if it can be one at all.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public static string Named(string name) => name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal)
        ? name : throw new CommandException(ExitCode.Usage, $"'{name}' is no name of a file.");
}
