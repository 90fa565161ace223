using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Imds.Emulator.Cli;
using Imds.Tool.Commands;
using Imds.Tool.Output;

namespace Imds.Tool;

/// <summary>All commands together.</summary>
internal static class CommandLine
{
    private const string Emulate = "emulate";

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Host host)
    {
        var parsed = Root(host).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            return parsed.CommandResult.Command.Name == Emulate && EmulatorMisuse(parsed) is { } misuse
                ? Fail(host, ExitCode.Usage, misuse)
                : Fail(host, ExitCode.Usage, Words.Explain(parsed));
        }

        try
        {
            var configuration =
                new InvocationConfiguration { Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(configuration, host.Stop);
        }
        catch (CommandException e)
        {
            return Fail(host, e.Code, e.Message);
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
    }

    private static RootCommand Root(Host host)
    {
        var root = new RootCommand("""
            Shows what the Azure Instance Metadata Service says of the virtual machine that this runs on. Off Azure, --emulator shows a
            made-up machine.
            """.ReplaceLineEndings(" "))
        {
            ShowCommand.Create(host),
            GetCommand.Create(host),
            LsCommand.Create(host),
            WatchCommand.Create(host),
            AttestCommand.Create(host),
            VerifyCommand.Create(host),
            TokenCommand.Create(host),
            VersionsCommand.Create(host),
            WhenCommand.Create(host),
            DiffCommand.Create(host),
            DoctorCommand.Create(host),
            EmulateCommand.Create(),
            SpecsCommand.Create(host),
            CompletionCommand.Create(host),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, host);
        }

        root.SetAction(_ => root.Parse("--help").Invoke(new InvocationConfiguration { Output = host.Out, Error = host.Error }));
        return root;
    }

    private static int Fail(Host host, ExitCode code, string message)
    {
        host.Error.WriteLine($"imds: {message.ToPrintable()}");
        return (int)code;
    }

    private static string? EmulatorMisuse(ParseResult parsed) =>
        EmulatorCommand.Misuse(parsed) is { } problem ? $"{problem} See imds {Emulate} --help." : null;
}
