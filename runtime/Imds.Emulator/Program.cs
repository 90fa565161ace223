using System.CommandLine;
using System.CommandLine.Help;
using Imds.Emulator.Cli;

var root = new RootCommand("An Azure Instance Metadata Service on this machine, for tests and for looking around.");
EmulatorCommand.Configure(root);
var parsed = root.Parse(args);
if (EmulatorCommand.Misuse(parsed) is { } problem)
{
    return EmulatorCommand.Fail(Console.Error, problem);
}

var code = await parsed.InvokeAsync();
if (parsed.Action is HelpAction)
{
    Console.WriteLine(EmulatorCommand.Help);
}

return code;
