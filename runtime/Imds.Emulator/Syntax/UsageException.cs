namespace Imds.Emulator.Syntax;

/// <summary>A setting that cannot be meant; the message is for the person who wrote it.</summary>
/// <param name="problem">What stands behind the setting's name: " must be …" or ": there is …".</param>
internal sealed class UsageException(string problem) : Exception(problem);
