using System.Globalization;
using System.Text;

namespace Imds;

/// <summary>What messages show of a document and its certificates, which their sender chose.</summary>
internal static class Shown
{
    private const int Longest = 200;

    /// <summary>The text, on one line and not too long.</summary>
    public static string Text(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > Longest ? text.Substring(0, Longest) + "…" : text)
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format
                ? '?' : c);
        }

        return shown.ToString();
    }

    public static string Time(DateTime time) => time.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
}
