using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Imds.Tool.Output;

namespace Imds.Tool;

/// <summary>The help of a command, and below it what shows how it is used.</summary>
internal sealed class HelpWithExamples(HelpAction help, Host host) : SynchronousCommandLineAction
{
    private const int UsualWidth = 100;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is DocumentedCommand { Below: { Length: > 0 } text })
        {
            var width = host.Terminal.Width > 0 ? host.Terminal.Width : UsualWidth;
            foreach (var line in Lines(text.ReplaceLineEndings("\n"))
                .SelectMany(line => line.StartsWith(' ') ? [line] : Wrapping.Wrap(line, width)))
            {
                output.WriteLine(line);
            }

            output.WriteLine();
        }

        output.WriteLine(ExitCodes.Help);
        return code;
    }

    /// <summary>The sentences of a paragraph on one line; what is indented keeps its lines.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var paragraph = "";
        foreach (var line in text.Split('\n'))
        {
            var continues = line.Length > 0 && line[0] != ' ';
            if (!continues && paragraph.Length > 0)
            {
                yield return paragraph;
                paragraph = "";
            }

            if (continues)
            {
                paragraph += paragraph.Length > 0 ? " " + line : line;
            }
            else
            {
                yield return line;
            }
        }

        if (paragraph.Length > 0)
        {
            yield return paragraph;
        }
    }
}

/// <summary>A command with examples, or more, below its help.</summary>
internal sealed class DocumentedCommand(string name, string description, string below) : Command(name, description)
{
    public string Below { get; } = below;
}
