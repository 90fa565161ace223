using Spectre.Console;

namespace Imds.Tool.Output;

/// <summary>Says that a call is under way, where it takes long and a person waits for it.</summary>
internal static class Spinner
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static async Task<T> WhileAsync<T>(Host host, string what, Task<T> task)
    {
        // The library is loaded where there is something to show alone.
        if (host.Terminal.ErrorIsTerminal && await Task.WhenAny(task, Task.Delay(Patience)) != task)
        {
            await ShowAsync(host, what, task);
        }

        return await task;
    }

    private static Task ShowAsync(Host host, string what, Task task)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = host.Terminal.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(host.Error),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        var spinner = host.Terminal.HasLines ? Spectre.Console.Spinner.Known.Dots : Spectre.Console.Spinner.Known.Line;
        return console.Status().Spinner(spinner).StartAsync(what, _ => task.ContinueWith(_ => { }, TaskScheduler.Default));
    }
}
