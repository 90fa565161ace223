using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Imds.Tool;

/// <summary>The help of a command, and below it what shows how it is used.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is DocumentedCommand { Below: { Length: > 0 } text })
        {
            output.WriteLine(text);
            output.WriteLine();
        }

        output.WriteLine(ExitCodes.Help);
        return code;
    }
}

/// <summary>A command with examples, or more, below its help.</summary>
internal sealed class DocumentedCommand(string name, string description, string below) : Command(name, description)
{
    public string Below { get; } = below;
}
