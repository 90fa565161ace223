using System.Numerics;

namespace Imds.Generators.Analyzers.Availability;

/// <summary>Some of the known api-versions, each a bit by its place in the line. Any question about ranges is one about sets.</summary>
internal readonly record struct VersionSet(BigInteger Bits)
{
    public static VersionSet None { get; } = new(BigInteger.Zero);

    public bool IsEmpty => Bits.IsZero;

    public static VersionSet At(int index) => new(BigInteger.One << index);

    public bool Has(int index) => !((Bits >> index) & BigInteger.One).IsZero;

    public bool Includes(VersionSet other) => (other & this) == other;

    public static VersionSet operator &(VersionSet a, VersionSet b) => new(a.Bits & b.Bits);

    public static VersionSet operator |(VersionSet a, VersionSet b) => new(a.Bits | b.Bits);

    /// <summary>Those of the first that are not in the second.</summary>
    public static VersionSet operator -(VersionSet a, VersionSet b) => new(a.Bits & ~b.Bits);
}
