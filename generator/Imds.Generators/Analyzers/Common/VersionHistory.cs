namespace Imds.Generators.Analyzers.Common;

/// <summary>Says of something that exists at some versions when that is, to somebody who has another.</summary>
internal static class VersionHistory
{
    public static string Describe(IReadOnlyList<VersionRange> ranges, ApiVersion version) =>
        ranges.Count == 1 && ranges[0].Withdrawn == ApiVersion.Never && version < ranges[0].Introduced
            ? Since(ranges[0].Introduced)
            : string.Join(" and ", ranges.Select(range => range.Withdrawn == ApiVersion.Never
                ? $"exists from {range.Introduced} on" : $"exists from {range.Introduced} and is gone as of {range.Withdrawn}"));

    public static string Describe(Availability availability, ApiVersion version) => Describe([.. availability.Ranges], version);

    /// <summary>What takes the place of something that is of no use any more, behind its history.</summary>
    public static string Remedy(string deprecated) => deprecated.Length == 0 ? "" : $" ({deprecated})";

    public static string Since(ApiVersion introduced) => $"needs api-version {introduced} or later";

    /// <summary>The version with it that is nearest: the lowest above, or where there is none the newest below.</summary>
    public static ApiVersion? NearestTo(ApiVersion version, Availability availability, EquatableArray<ApiVersion> line)
    {
        ApiVersion? below = null;
        foreach (var candidate in line)
        {
            if (!availability.Contains(candidate))
            {
                continue;
            }

            if (candidate > version)
            {
                return candidate;
            }

            below = candidate;
        }
        return below;
    }
}
