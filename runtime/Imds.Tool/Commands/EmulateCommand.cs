using System.CommandLine;
using Imds.Emulator.Cli;

namespace Imds.Tool.Commands;

/// <summary><c>imds emulate</c>: the emulator with all that it can.</summary>
internal static class EmulateCommand
{
    public static Command Create()
    {
        var command = new DocumentedCommand(
            "emulate", "Runs an Instance Metadata Service on this machine, for tests and for looking around.", EmulatorCommand.Help);
        EmulatorCommand.Configure(command);
        return command;
    }
}
