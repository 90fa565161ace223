namespace Imds.Emulator.Configuration;

/// <summary>The name that was meant, where one is near enough.</summary>
internal static class Nearest
{
    public static string Hint(string text, IEnumerable<string> names)
    {
        var (name, distance) = names.Select(name => (name, Distance(text.ToLowerInvariant(), name))).MinBy(pair => pair.Item2);
        return distance <= 2 ? $" Did you mean '{name}'?" : "";
    }

    /// <summary>Levenshtein's.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
