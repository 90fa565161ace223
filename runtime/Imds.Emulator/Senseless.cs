namespace Imds.Emulator;

/// <summary>
/// The errors of what was given and cannot be meant. Each is an <see cref="ArgumentException"/> with a message for a C# programmer, and
/// carries along what a front end with other names for things says in its place.
/// </summary>
internal static class Senseless
{
    private const string OptionKey = "Imds.Emulator.Option";
    private const string ProblemKey = "Imds.Emulator.Problem";

    /// <summary>An option that makes no sense.</summary>
    /// <param name="option">The property of <see cref="ImdsEmulatorOptions"/>.</param>
    /// <param name="problem">What stands behind its name: " must be …" or ": there is …".</param>
    public static ArgumentException Option(string option, string problem) =>
        new(option + problem) { Data = { [OptionKey] = option, [ProblemKey] = problem } };

    /// <summary>An argument that makes no sense.</summary>
    public static ArgumentException Argument(string problem, string parameter) =>
        new(problem, parameter) { Data = { [ProblemKey] = problem } };

    /// <summary>The option that an error speaks of, if it speaks of one.</summary>
    public static string? OptionOf(ArgumentException e) => (string?)e.Data[OptionKey];

    /// <summary>What is wrong, without any name of C#.</summary>
    public static string ProblemOf(ArgumentException e) => (string?)e.Data[ProblemKey] ?? e.Message;
}
