using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Imds.Analyzers.Tests;

/// <summary>The README's picture of an error and its fix shows the real ones. RENEW_SNAPSHOTS=1 draws it anew.</summary>
public sealed class PictureTests
{
    private const string Code = """
        using Imds;

        await using var imds = new ImdsClient();
        Instance vm = await imds.Instance.GetAsync();
        Console.WriteLine(vm.Compute.UserData);
        """;

    private const string Picture = "docs/error.svg";
    private const int LineHeight = 22;
    private const double CharacterWidth = 8.43;

    [Fact]
    public async Task The_picture_shows_what_the_compiler_says_and_what_is_offered()
    {
        var error = Assert.Single(await Program().DiagnosticsAsync(), finding => finding.Id == "IMDS101");
        var fix = Assert.Single(await Program().OfferedFixesAsync());
        var drawn = Draw(error, fix);

        if (Environment.GetEnvironmentVariable("RENEW_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(Repository.PathOf(Picture), drawn);
        }

        Assert.Equal(drawn, File.ReadAllText(Repository.PathOf(Picture)).ReplaceLineEndings("\n"));
    }

    private static VerifierTest Program() =>
        new() { ApiVersion = "2020-09-01", TestCode = "using System;\n" + Code, OutputKind = OutputKind.ConsoleApplication };

    private static string Draw(Diagnostic error, string fix)
    {
        var code = Code.ReplaceLineEndings("\n").Split('\n');
        var span = error.Location.GetLineSpan().Span;
        var line = span.Start.Line - 1;
        var message = Wrap($"error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}", 88);
        var height = Top(code.Length + message.Count + 4) + 20;

        var label = Escape($"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}. Fix: {fix}");
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 {{height}}" width="800" height="{{height}}" role="img"
              aria-label="{{label}}">
            <style>
              text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d8dee9; white-space: pre }
              .q { fill: #8a94a6 } .e { fill: #ff8a80 } .f { fill: #7fc97f }
            </style>
            <rect width="800" height="{{height}}" rx="8" fill="#1b1f27"/>

            """);
        Line(0, "q", "<ImdsApiVersion>2020-09-01</ImdsApiVersion>");
        for (var i = 0; i < code.Length; i++)
        {
            Line(i + 2, "", code[i]);
        }

        var left = 20 + (span.Start.Character * CharacterWidth);
        var width = (span.End.Character - span.Start.Character) * CharacterWidth;
        var below = Top(line + 2) + 5;
        var waves = string.Concat(Enumerable.Repeat(" q 2 -4 4 0 t 4 0", (int)(width / 8)));
        svg.Append(CultureInfo.InvariantCulture, $"""<path d="M {left:0.#} {below}{waves}" fill="none" stroke="#ff5c52"/>""").Append('\n');
        for (var i = 0; i < message.Count; i++)
        {
            Line(code.Length + 3 + i, "e", message[i]);
        }

        Line(code.Length + message.Count + 4, "f", $"fix: {fix}");
        return svg.Append("</svg>\n").ToString();

        void Line(int number, string style, string text)
        {
            if (text.Length > 0)
            {
                var place = FormattableString.Invariant($"""x="20" y="{Top(number)}" textLength="{text.Length * CharacterWidth:0.#}" """);
                svg.Append($"""<text {place}class="{style}" xml:space="preserve">{Escape(text)}</text>""").Append('\n');
            }
        }
    }

    private static int Top(int line) => 28 + (line * LineHeight);

    private static string Escape(string text) => SecurityElement.Escape(text)!;

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= width)
            {
                lines.Add("");
            }

            lines[^1] += lines[^1].Length > 0 ? $" {word}" : word;
        }

        return lines;
    }
}
