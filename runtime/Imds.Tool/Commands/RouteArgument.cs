using System.CommandLine;
using System.CommandLine.Completions;
using Imds.Tool.Service;
using Imds.Tool.Specs;

namespace Imds.Tool.Commands;

/// <summary>An argument that is a route, with what the service is known to have as completions.</summary>
internal static class RouteArgument
{
    /// <summary>One route, or none.</summary>
    public static Argument<string?> AddOptional(Command command, string description) =>
        Add(command, new Argument<string?>("route") { Description = description, Arity = ArgumentArity.ZeroOrOne });

    /// <summary>One route or more.</summary>
    public static Argument<string[]> AddSeveral(Command command, string description) =>
        Add(command, new Argument<string[]>("route") { Description = description, Arity = ArgumentArity.OneOrMore });

    private static T Add<T>(Command command, T argument)
        where T : Argument
    {
        argument.HelpName = "ROUTE";
        argument.CompletionSources.Add(_ => Known());
        argument.Validators.Add(result =>
        {
            // An option that the command does not know is a word like any other to the parser.
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            {
                result.AddError(Words.NoOption(option.Value, command));
            }
        });
        command.Arguments.Add(argument);
        return argument;
    }

    private static IEnumerable<CompletionItem> Known() => FieldTable.All
        .Where(field => !field.Document.Contains('#', StringComparison.Ordinal) && field.Document != Places.Token)
        .Select(field => (field.Document == KnownVersions.Instance ? "" : field.Document + "/") + field.Path
            .Replace("[]", "/0", StringComparison.Ordinal).Replace('.', '/'))
        .Concat(Endpoints.Paths.Where(path => path != Places.Token))
        .Select(route => new CompletionItem(route));
}
