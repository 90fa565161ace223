using System.Numerics;

namespace Imds.Generators.Analyzers.Common;

/// <summary>
/// Some of the known api-versions, each a bit by its place in the line. Any question about ranges is one about sets. There are hardly more
/// than 64; the rest stand behind, where they cost nothing while there are none.
/// </summary>
internal readonly record struct VersionSet(ulong First, BigInteger Rest)
{
    private const int Size = 64;

    public static VersionSet None { get; } = new(0, BigInteger.Zero);

    public bool IsEmpty => First == 0 && Rest.IsZero;

    public static VersionSet At(int index) => index < Size ? new(1UL << index, BigInteger.Zero) : new(0, BigInteger.One << (index - Size));

    public bool Has(int index) => !(At(index) & this).IsEmpty;

    public bool Includes(VersionSet other) => (other & this) == other;

    public static VersionSet operator &(VersionSet a, VersionSet b) => new(a.First & b.First, a.Rest & b.Rest);

    public static VersionSet operator |(VersionSet a, VersionSet b) => new(a.First | b.First, a.Rest | b.Rest);

    /// <summary>Those of the first that are not in the second.</summary>
    public static VersionSet operator -(VersionSet a, VersionSet b) => new(a.First & ~b.First, a.Rest & ~b.Rest);
}
