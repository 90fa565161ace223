namespace Imds.Generators.Primitives;

/// <summary>From the version that brought something up to, and without, the one that took it away.</summary>
internal readonly record struct VersionRange(ApiVersion Introduced, ApiVersion Withdrawn)
{
    public bool Contains(ApiVersion version) => Introduced <= version && version < Withdrawn;

    public bool IsEmpty => Introduced >= Withdrawn;
}

/// <summary>The versions at which a field, an endpoint or a query parameter exists. A range may open again.</summary>
internal readonly record struct Availability(EquatableArray<VersionRange> Ranges)
{
    public static Availability Always { get; } = new([new VersionRange(default, ApiVersion.Never)]);

    /// <summary>What exists in any of the ranges. Those that overlap become one.</summary>
    public static Availability Of(IEnumerable<VersionRange> ranges)
    {
        var merged = new List<VersionRange>();
        foreach (var range in ranges.OrderBy(range => range.Introduced))
        {
            if (merged.Count > 0 && merged[merged.Count - 1] is var last && range.Introduced < last.Withdrawn)
            {
                merged[merged.Count - 1] = last with { Withdrawn = range.Withdrawn > last.Withdrawn ? range.Withdrawn : last.Withdrawn };
            }
            else
            {
                merged.Add(range);
            }
        }

        return new Availability(merged.ToEquatable());
    }

    public bool Contains(ApiVersion version)
    {
        foreach (var range in Ranges)
        {
            if (range.Contains(version))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What exists only inside something else exists when both do.</summary>
    public Availability Within(Availability outer)
    {
        var ranges = new List<VersionRange>();
        foreach (var a in Ranges)
        {
            foreach (var b in outer.Ranges)
            {
                var both = new VersionRange(
                    a.Introduced > b.Introduced ? a.Introduced : b.Introduced,
                    a.Withdrawn < b.Withdrawn ? a.Withdrawn : b.Withdrawn);
                if (!both.IsEmpty)
                {
                    ranges.Add(both);
                }
            }
        }

        return new Availability(ranges.ToEquatable());
    }

    /// <summary>The range that a version lies in.</summary>
    public VersionRange RangeAt(ApiVersion version)
    {
        foreach (var range in Ranges)
        {
            if (range.Contains(version))
            {
                return range;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(version), version.ToString(), "Nothing is available at this version.");
    }
}
