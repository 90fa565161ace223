using Imds;
using Inspect.Sections;
using Spectre.Console;

namespace Inspect.Output;

/// <summary>Text for people: in colour and as wide as the terminal, or plain and as wide as it takes.</summary>
internal sealed class TextOutput(IAnsiConsole console) : IOutput
{
    public static TextOutput ToConsole()
    {
        var piped = Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = piped ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = piped ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false }, // they switch colours on for some build servers
        });
        if (piped)
        {
            console.Profile.Width = int.MaxValue / 2; // a line of the output is a line of what it shows, for grep
        }

        return new TextOutput(console);
    }

    public void Begin(Uri endpoint, ImdsApiVersion apiVersion) =>
        console.WriteLine($"{endpoint} api-version {apiVersion}", Styles.Quiet);

    public void Begin(Section section)
    {
        console.WriteLine();
        console.WriteLine(section.Title, Styles.Title);
    }

    public void Show(Section section, Content content) => console.Write(new Rows(content.Text)); // Rows ends the last line

    public void ShowFailure(Section section, ImdsException failure) =>
        console.WriteLine($"not shown: {failure.Message.ToPrintable()}", Styles.Failure);

    public void End()
    {
    }
}
