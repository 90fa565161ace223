using System.Globalization;
using System.Text;

namespace Imds;

/// <summary>What messages show of texts that their sender chose, such as a reply or a certificate.</summary>
internal static class Shown
{
    private const int Longest = 200;

    /// <summary>The text, on one line and not too long.</summary>
    public static string Text(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > Longest ? text.Substring(0, Longest) + "…" : text)
        {
            shown.Append(char.IsSurrogate(c) || IsUnseen(c) ? '?' : c);
        }

        return shown.ToString();
    }

    /// <summary>Whether a character ends the line, turns the text about, or gives an order to a terminal.</summary>
    public static bool IsUnseen(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    public static string Time(DateTime time) => time.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
}
