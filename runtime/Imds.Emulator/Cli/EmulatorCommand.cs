using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Imds.Emulator.Configuration;
using Imds.Emulator.Syntax;

namespace Imds.Emulator.Cli;

/// <summary>
/// The emulator as a command of System.CommandLine, be it the root of its own or one of a tool. Only this folder knows that library,
/// which whoever uses the emulator from code does not have: no type here may derive from one of it, or who looks through all types of
/// the assembly fails.
/// </summary>
internal static class EmulatorCommand
{
    private const int Usage = 2;
    private const string UnderDefects = ",\n                           ";

    private static readonly string Defects = Kebab.Names<AttestedDefect>().Replace(", ", UnderDefects, StringComparison.Ordinal);

    /// <summary>What stands below the options in the help. Whoever runs the command writes it there.</summary>
    public static string Help { get; } = $"""
        When it is ready it prints a line with its address, for each machine. Ctrl+C ends it.

        Each option is also a member of the configuration file ("port": 8080, "events": ["reboot,after=10s"]) and an environment
        variable ({Setting.Find("port")!.Variable}=8080; of several values each has a line). The command line goes before the environment,
        the environment before the file.

        {FaultSyntax.Help}
                                   {Defects}.

        {EventSyntax.Help}

        {IdentitySyntax.Help}
        """;

    /// <summary>Gives a command the options of the emulator, its help and what it does.</summary>
    public static void Configure(Command command)
    {
        var options = Setting.All.ToDictionary(setting => setting, Option);
        foreach (var option in options.Values)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancelled) => RunAsync(parsed, options, cancelled));
    }

    /// <summary>What is wrong with the words of a command line, if anything is.</summary>
    public static string? Misuse(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction)
        {
            return null;
        }

        return parsed.UnmatchedTokens is [var unknown, ..]
            ? $"There is no option '{unknown}'.{Nearest.Hint(unknown, Setting.All.Select(setting => "--" + setting.Name))}"
            : parsed.Errors is [{ SymbolResult: OptionResult { Tokens: [var value, ..] } option }, ..]
                ? $"{option.IdentifierToken?.Value} must be true or false, not '{value.Value}'."
                : parsed.Errors[0].Message;
    }

    /// <summary>Says what was wrong with the use of the command.</summary>
    /// <returns>The exit code for it.</returns>
    public static int Fail(TextWriter error, string problem) => Say(error, Usage, problem + " --help shows the options.");

    private static Option Option(Setting setting) => setting.IsSwitch
        ? new Option<bool?>("--" + setting.Name) { Description = setting.Help }
        : new Option<string[]>("--" + setting.Name)
        {
            Description = setting.Help,
            HelpName = setting.Value,
            Arity = ArgumentArity.ZeroOrMore, // None is an error that is said in our words.
        };

    private static async Task<int> RunAsync(ParseResult parsed, Dictionary<Setting, Option> options, CancellationToken cancelled)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var settings = new EmulatorSettings();
        try
        {
            settings = SettingsReader.Read(Given(parsed, options), Environment.GetEnvironmentVariables(), Warn);
            var logger = new ConsoleLogger(settings.Log ? output : TextWriter.Null, Warn);
            await using var emulator = await ImdsEmulator.StartAsync(settings.WithLogger(logger), cancelled).ConfigureAwait(false);
            if (settings.RootCertificateFile is { } file)
            {
                await WriteAsync(file, emulator.RootCertificate.ExportCertificatePem()).ConfigureAwait(false);
            }

            foreach (var endpoint in emulator.Endpoints)
            {
                output.WriteLine($"Listening on {endpoint}");
            }

            await Task.Delay(Timeout.Infinite, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (UsageException e)
        {
            return Fail(error, e.Message);
        }
        catch (ArgumentException e) when (Senseless.OptionOf(e) is not null)
        {
            return Say(error, Usage, settings.Explain(e));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Say(
                error, 1,
                $"cannot listen on {settings.Options.Host}, port {settings.Options.Port}: {e.Message} "
                + "Choose another port with --port; 0 takes any free one.");
        }

        void Warn(string message) => error.WriteLine($"imds-emulator: warning: {Line(message)}");
    }

    private static int Say(TextWriter error, int code, string message)
    {
        error.WriteLine("imds-emulator: " + Line(message));
        return code;
    }

    /// <summary>A message on one line that gives no orders to a terminal: what was wrong stands in it as it was given.</summary>
    public static string Line(string message) =>
        new([.. message.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '?' : c)]);

    private static Dictionary<Setting, IReadOnlyList<string>> Given(ParseResult parsed, Dictionary<Setting, Option> options)
    {
        var given = new Dictionary<Setting, IReadOnlyList<string>>();
        foreach (var (setting, option) in options)
        {
            if (parsed.GetResult(option) is not { Implicit: false } result)
            {
                continue;
            }

            if (setting.Plural is null && result.IdentifierTokenCount > 1)
            {
                throw new UsageException($"--{setting.Name} is given twice.");
            }

            if (result.Tokens.Count < (setting.IsSwitch ? 0 : result.IdentifierTokenCount))
            {
                throw new UsageException($"--{setting.Name} needs a value.");
            }

            given[setting] = setting.IsSwitch
                ? [result.Tokens is [var value] ? value.Value : ""]
                : [.. result.Tokens.Select(token => token.Value)];
        }

        return given;
    }

    private static async Task WriteAsync(string file, string text)
    {
        try
        {
            await File.WriteAllTextAsync(file, text + "\n").ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--root-certificate cannot write '{file}': {e.Message}");
        }
    }
}
