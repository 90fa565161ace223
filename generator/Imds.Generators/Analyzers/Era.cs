namespace Imds.Generators.Analyzers;

/// <summary>Says of something that exists at some versions when that is, to somebody who asked for it at another.</summary>
internal static class Era
{
    public static string Of(Model.Availability availability, ApiVersion version)
    {
        var ranges = availability.Ranges;
        if (ranges.Count == 1 && ranges[0].Withdrawn == ApiVersion.Never && version < ranges[0].Introduced)
        {
            return $"needs api-version {ranges[0].Introduced} or later";
        }

        return string.Join(" and ", ranges.Select(range => range.Withdrawn == ApiVersion.Never
            ? $"exists from {range.Introduced} on" : $"exists from {range.Introduced} and is gone with {range.Withdrawn}"));
    }

    /// <summary>The version with it that is nearest: the lowest above, or where there is none the newest below.</summary>
    public static ApiVersion? NearestTo(ApiVersion version, Model.Availability availability, EquatableArray<ApiVersion> line)
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
