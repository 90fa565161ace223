namespace Imds.Tool.Output;

/// <summary>Makes text fit, by the word: an id is never broken.</summary>
internal static class Wrapping
{
    public const int Gap = 2;

    /// <summary>The widths of columns in which all rows have room; null where the words of a row are too long for that.</summary>
    public static int[]? Fit(IReadOnlyList<string[]> rows, int width)
    {
        var columns = Enumerable.Range(0, rows[0].Length).ToList();
        var widths = columns.Select(column => rows.Max(row => row[column].Length)).ToArray();
        var least = columns.Select(column => rows.Max(row => row[column].Split(' ').Max(word => word.Length))).ToArray();
        var room = width - (Gap * (columns.Count - 1));
        if (least.Sum() > room)
        {
            return null;
        }

        // The widest that can give way does, down to the next that can.
        while (widths.Sum() > room)
        {
            var widest = columns.Where(column => widths[column] > least[column]).MaxBy(column => widths[column]);
            widths[widest] = Math.Max(least[widest], widths[widest] - (widths.Sum() - room));
        }

        return widths;
    }

    /// <summary>The lines of a text that go into a width, broken between words alone.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            var space = text.LastIndexOf(' ', Math.Max(width, 0));
            if (space <= 0)
            {
                space = text.IndexOf(' ', Math.Max(width, 0)); // one word is longer than the line
            }

            if (space <= 0)
            {
                break;
            }

            yield return text[..space];
            text = text[(space + 1)..];
        }

        yield return text;
    }
}
