using Imds.Generators.Analyzers.Common;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>What is known of a value: something about the api-version, or it is not tracked at all (null in place of one).</summary>
internal abstract record Value
{
    /// <summary>What holds of a value that is one or the other.</summary>
    public static Value? Join(Value? a, Value? b) => (a, b) switch
    {
        (null, _) or (_, null) => null,
        (Truth x, Truth y) => new Truth(x.WhenTrue | y.WhenTrue, x.WhenFalse | y.WhenFalse),
        (TheVersion x, TheVersion y) => new TheVersion(x.IsCertain && y.IsCertain, x.MayBeNull || y.MayBeNull),
        (TheVersion x, Nothing) => x with { MayBeNull = true },
        (Nothing, TheVersion y) => y with { MayBeNull = true },
        _ => a.Equals(b) ? a : null,
    };
}

/// <summary>A bool: the versions possible if it is true, and if it is false.</summary>
internal sealed record Truth(VersionSet WhenTrue, VersionSet WhenFalse) : Value
{
    public Truth Negated => new(WhenFalse, WhenTrue);

    public Truth Within(VersionSet versions) => new(WhenTrue & versions, WhenFalse & versions);

    /// <summary>Both, where null knows nothing: then any of <paramref name="all"/> is possible either way.</summary>
    public static Truth? And(Truth? a, Truth? b, VersionSet all) => a is null && b is null ? null
        : new Truth((a?.WhenTrue ?? all) & (b?.WhenTrue ?? all), (a?.WhenFalse ?? all) | (b?.WhenFalse ?? all));

    public static Truth? Or(Truth? a, Truth? b, VersionSet all) => And(a?.Negated, b?.Negated, all)?.Negated;
}

/// <summary>The version that the client speaks.</summary>
/// <param name="IsCertain">False for a value of the right type that comes from out of sight; it is trusted to be the client's.</param>
/// <param name="MayBeNull">Then every comparison may be false.</param>
internal sealed record TheVersion(bool IsCertain, bool MayBeNull = false) : Value;

/// <summary>The text of the version that the client speaks.</summary>
internal sealed record VersionText : Value;

/// <summary>A version known beforehand.</summary>
internal sealed record Date(ApiVersion Version) : Value;

/// <summary>Less than, equal to or greater than 0, as the client's version is to a known one.</summary>
internal sealed record Order(ApiVersion Version, bool IsCertain, bool IsReversed = false) : Value;

/// <summary>Null, where a nullable version is asked for.</summary>
internal sealed record Nothing : Value;

internal sealed record Several(IReadOnlyList<Value?> Items) : Value;
