namespace Imds.Generators.Primitives;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known name with the fewest edits, or null where none is close.</summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        var best = (Name: (string?)null, Distance: Math.Max(2, name.Length / 3) + 1);
        foreach (var candidate in known.Distinct().OrderBy(candidate => candidate, StringComparer.Ordinal))
        {
            var distance = Distance(name, candidate, best.Distance);
            if (distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }
        return best.Name;
    }

    /// <summary>The number of edits between two names, not counting case; at most <paramref name="limit"/>.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return Math.Min(previous[b.Length], limit);
    }
}
