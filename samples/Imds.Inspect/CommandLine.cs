using System.CommandLine;
using System.CommandLine.Parsing;
using Imds;
using Inspect.Output;
using Inspect.Sections;

namespace Inspect;

/// <summary>What was chosen on the command line.</summary>
/// <param name="Endpoint">Where to ask; null for an emulator of one's own.</param>
/// <param name="Json">Whether to write JSON.</param>
/// <param name="Sections">What to show.</param>
/// <param name="Doctor">Whether to check what stands between this program and the service, in place of showing sections.</param>
internal sealed record Choices(Uri? Endpoint, bool Json, bool Doctor, IReadOnlyList<Section> Sections);

/// <summary>The options and arguments of the program.</summary>
internal static class CommandLine
{
    private static readonly Option<Uri?> Endpoint = new("--endpoint")
    {
        Description = "Ask the server at this address, such as http://127.0.0.1:8080/metadata, and not an emulator.",
        HelpName = "URL",
        CustomParser = ParseEndpoint,
    };

    private static readonly Option<bool> Live = new("--live")
    {
        Description = $"Ask the service itself, {ImdsClientOptions.DefaultEndpoint}. It exists on Azure virtual machines alone.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Write one JSON document, for scripts.",
    };

    private static readonly Option<bool> Doctor = new("--doctor")
    {
        Description = "Check what can stand between this machine and the service, and say what to do.",
    };

    private static readonly Argument<Section[]> Sections = new("section")
    {
        Description = $"What to show: {Names}. Everything, unless given.",
        HelpName = "section",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = ParseSections,
    };

    private static string Names => string.Join(", ", Section.All.Select(section => section.Name));

    /// <summary>Parses the arguments and runs the program with what they choose.</summary>
    /// <returns>The exit code: 0, or 1 if there is nothing to show.</returns>
    public static async Task<int> RunAsync(string[] args, Func<Choices, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand(
            "Shows what the Azure Instance Metadata Service says of a virtual machine: by default of an emulated one.")
        {
            Endpoint, Live, Json, Doctor, Sections,
        };
        root.Validators.Add(result =>
        {
            if (result.GetValue(Live) && result.GetResult(Endpoint) is not null)
            {
                result.AddError("--live and --endpoint exclude each other.");
            }

            if (result.GetValue(Doctor) && (result.GetValue(Json) || result.GetValue(Sections) is { Length: > 0 }))
            {
                result.AddError("--doctor shows its checks as text, and no sections.");
            }
        });
        root.SetAction((result, cancellationToken) => run(Choose(result), cancellationToken));

        var result = root.Parse(args);
        return result.Errors is [var error, ..] ? Fail($"{error.Message} --help shows what there is.") : await result.InvokeAsync();
    }

    /// <summary>Says in one line what is wrong.</summary>
    /// <returns>The exit code to end with.</returns>
    public static int Fail(string message)
    {
        Console.Error.WriteLine($"Imds.Inspect: {message.ToPrintable()}");
        return 1;
    }

    private static Choices Choose(ParseResult result) => new(
        result.GetValue(Live) ? ImdsClientOptions.DefaultEndpoint : result.GetValue(Endpoint),
        result.GetValue(Json),
        result.GetValue(Doctor),
        result.GetValue(Sections) is { Length: > 0 } sections ? sections : Section.All);

    private static Uri? ParseEndpoint(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length == 0)
        {
            return uri;
        }

        // Without the text, which may hold a password.
        result.AddError("--endpoint must be an http or https address without user, query or fragment, such as "
            + "http://127.0.0.1:8080/metadata.");
        return null;
    }

    private static Section[] ParseSections(ArgumentResult result)
    {
        var names = result.Tokens.Select(token => token.Value).ToArray();
        var unknown = names.FirstOrDefault(name => Section.All.All(section => section.Name != name));
        if (unknown is not null)
        {
            result.AddError(unknown.StartsWith('-')
                ? $"There is no option '{unknown}'." : $"There is no section '{unknown}'; there are {Names}.");
        }

        return [.. Section.All.Where(section => names.Contains(section.Name))];
    }
}
