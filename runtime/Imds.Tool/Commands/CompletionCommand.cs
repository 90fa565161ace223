using System.CommandLine;

namespace Imds.Tool.Commands;

/// <summary><c>imds completion</c>: what a shell is given so that it completes the command's words.</summary>
internal static class CompletionCommand
{
    private const string Below = """
        Routes, fields, versions and options are completed:

          source <(imds completion bash)                                  in ~/.bashrc
          source <(imds completion zsh)                                   in ~/.zshrc, behind compinit
          imds completion pwsh | Out-String | Invoke-Expression           in $PROFILE
        """;

    private const string Bash = """
        _imds_complete() {
          local word="${COMP_WORDS[COMP_CWORD]}"
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(imds "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
        }
        complete -F _imds_complete imds
        """;

    private const string Zsh = """
        _imds_complete() {
          local -a found
          found=("${(@f)$(imds "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _imds_complete imds
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName imds -ScriptBlock {
            param($word, $line, $position)
            imds "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create(Host host)
    {
        var command = new DocumentedCommand("completion", "Prints what makes a shell complete the words of this command.", Below);
        var shell = new Argument<string>("shell") { Description = "bash, zsh or pwsh.", HelpName = "SHELL" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        command.Arguments.Add(shell);
        command.SetAction(parsed =>
        {
            host.Out.WriteLine(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell });
            return (int)ExitCode.Done;
        });
        return command;
    }
}
