using System.CommandLine;
using System.CommandLine.Parsing;
using Imds.Generators.Primitives;

namespace Imds.Tool;

/// <summary>What is wrong with the words of a command line, and what was probably meant.</summary>
internal static class Words
{
    public static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var message = parsed.UnmatchedTokens is not [var unknown, ..] ? Sentence(parsed.Errors[0].Message)
            : !unknown.StartsWith('-') ? command.Subcommands.Count > 0 ? NoCommand(unknown, command)
                : $"There is no argument '{unknown}' here: one that holds spaces is quoted."
            : IsKnown(unknown, command) || (command is RootCommand && parsed.UnmatchedTokens.Count > 1)
                ? $"Options stand behind the command: {(command is RootCommand ? "imds COMMAND" : Path(parsed.CommandResult))} {unknown}."
            : NoOption(unknown, command);
        return $"{message} See {Path(parsed.CommandResult)} --help.";
    }

    public static string NoOption(string text, Command command) =>
        $"There is no option '{text}'{Meant(text.Split('=')[0], command.Options.Select(option => option.Name))}";

    private static bool IsKnown(string text, Command command) =>
        command.Options.Any(option => option.Name == text.Split('=')[0] || option.Aliases.Contains(text));

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";

    private static string NoCommand(string text, Command command) =>
        $"There is no command '{text}'{Meant(text, command.Subcommands.Select(sub => sub.Name))}";

    private static string Meant(string text, IEnumerable<string> known) =>
        Nearest.To(text, known) is { } near ? $". Did you mean {near}?" : ".";

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "imds";
}
