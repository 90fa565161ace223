using System.Globalization;

namespace Imds.Tool.Output;

/// <summary>What can be shown where the output goes.</summary>
/// <param name="IsTerminal">Whether a person looks at the output, rather than a program.</param>
/// <param name="ErrorIsTerminal">Whether a person looks at the errors, and at what moves there while a call is under way.</param>
/// <param name="Width">The columns of a line; 0 for no limit.</param>
/// <param name="HasColours">Whether colours may be used.</param>
/// <param name="HasLines">Whether lines may be drawn, or must be of ASCII characters.</param>
internal sealed record Terminal(bool IsTerminal, bool ErrorIsTerminal, int Width, bool HasColours, bool HasLines)
{
    private const int UsualWidth = 80;

    /// <summary>That of the console.</summary>
    public static Terminal Detect(Func<string, string?> variable)
    {
        var isTerminal = !Console.IsOutputRedirected;
        var isDumb = variable("TERM") == "dumb";
        return new Terminal(
            isTerminal,
            !Console.IsErrorRedirected && !isDumb,
            Columns(variable, isTerminal),
            isTerminal && !isDumb && string.IsNullOrEmpty(variable("NO_COLOR")),
            !isDumb && WritesUnicode(variable));
    }

    private static int Columns(Func<string, string?> variable, bool isTerminal)
    {
        if (int.TryParse(variable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns > 0)
        {
            return columns;
        }

        if (!isTerminal)
        {
            return 0;
        }

        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth; // a terminal that does not say
        }
    }

    /// <summary>By the locale, as .NET itself takes a machine without one for UTF-8.</summary>
    private static bool WritesUnicode(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OutputEncoding.CodePage is 65001 or 1200;
        }

        var locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
