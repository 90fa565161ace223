namespace Imds.Generators.Analyzers.Availability;

/// <summary>Puts a set of versions into words.</summary>
internal static class Lifetime
{
    /// <summary>What a version without something would have to be to have it.</summary>
    public static string Needs(VersionSet versions, EquatableArray<ApiVersion> line, ApiVersion version)
    {
        var ranges = Ranges(versions, line);
        var last = ranges[ranges.Count - 1];
        return ranges.Count == 1 && last.Withdrawn == ApiVersion.Never && version < last.Introduced
            ? $"needs api-version {last.Introduced} or later"
            : string.Join(" and ", ranges.Select(range => range.Withdrawn == ApiVersion.Never
                ? $"exists from {range.Introduced} on" : $"exists from {range.Introduced} and is gone with {range.Withdrawn}"));
    }

    /// <summary>The versions as ranges, each up to the first known one without.</summary>
    private static List<VersionRange> Ranges(VersionSet versions, EquatableArray<ApiVersion> line)
    {
        var ranges = new List<VersionRange>();
        for (var i = 0; i < line.Count; i++)
        {
            if (!versions.Has(i))
            {
                continue;
            }

            var from = i;
            while (i + 1 < line.Count && versions.Has(i + 1))
            {
                i++;
            }

            ranges.Add(new VersionRange(line[from], i + 1 < line.Count ? line[i + 1] : ApiVersion.Never));
        }
        return ranges;
    }
}
