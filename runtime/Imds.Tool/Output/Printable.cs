using System.Globalization;
using System.Text;

namespace Imds.Tool.Output;

internal static class Printable
{
    /// <summary>
    /// The text with its control characters spelt out (<c>\n</c>, <c>\u001b</c>): tags and keys come from outside, and must
    /// neither break a line nor give orders to the terminal.
    /// </summary>
    public static string ToPrintable(this string text)
    {
        if (!text.Any(IsControl))
        {
            return text;
        }

        var result = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\t' => result.Append(@"\t"),
                _ when IsControl(c) => result.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    private static bool IsControl(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
