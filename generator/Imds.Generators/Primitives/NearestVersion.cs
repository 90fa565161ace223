namespace Imds.Generators.Primitives;

/// <summary>Finds the version that somebody probably meant.</summary>
internal static class NearestVersion
{
    /// <summary>
    /// The known versions that are nearest, in order: the very one that a malformed text stands for (<c>2021/01/01</c>, <c>20210101</c>,
    /// <c>v2021-1-1</c>), else the nearest by date; the newest where the text is nothing like a date.
    /// </summary>
    public static IReadOnlyList<ApiVersion> To(string text, IEnumerable<ApiVersion> known, int count)
    {
        var versions = known.OrderBy(version => version).ToList();
        if (!TryGuess(text, out var meant))
        {
            return versions.Skip(Math.Max(0, versions.Count - count)).ToList();
        }

        return versions.Contains(meant) ? [meant]
            : versions.OrderBy(version => version.DistanceTo(meant)).Take(count).OrderBy(version => version).ToList();
    }

    /// <summary>
    /// Reads a date however it is written, as long as its year comes first. What is missing of it is taken to be the first.
    /// </summary>
    public static bool TryGuess(string text, out ApiVersion version)
    {
        version = default;
        var groups = Groups(text);
        if (groups.Count == 1 && groups[0].Length == 8)
        {
            groups = [groups[0].Substring(0, 4), groups[0].Substring(4, 2), groups[0].Substring(6)];
        }

        if (groups.Count is 0 or > 3 || groups[0].Length != 4 || groups.Skip(1).Any(group => group.Length > 2))
        {
            return false;
        }

        var parts = groups.Concat(["1", "1"]).Take(3).Select(group => group.PadLeft(2, '0')).Select(group => group == "00" ? "01" : group);
        return ApiVersion.TryParse(string.Join("-", parts), out version);
    }

    private static List<string> Groups(string text)
    {
        var groups = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isDigit = i < text.Length && text[i] is >= '0' and <= '9';
            if (isDigit && start < 0)
            {
                start = i;
            }
            else if (!isDigit && start >= 0)
            {
                groups.Add(text.Substring(start, i - start));
                start = -1;
            }
        }
        return groups;
    }
}
