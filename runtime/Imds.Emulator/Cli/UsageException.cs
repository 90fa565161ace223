namespace Imds.Emulator.Cli;

/// <summary>Something on the command line that cannot be meant; the message is for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
