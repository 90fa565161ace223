using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>Comparisons of the client's version with a known one.</summary>
internal static class Comparison
{
    /// <summary>Whether a comparison's sign (less, equal, greater) passes a test.</summary>
    public static bool? Passes(BinaryOperatorKind kind, int sign) => kind switch
    {
        BinaryOperatorKind.Equals => sign == 0,
        BinaryOperatorKind.NotEquals => sign != 0,
        BinaryOperatorKind.LessThan => sign < 0,
        BinaryOperatorKind.LessThanOrEqual => sign <= 0,
        BinaryOperatorKind.GreaterThan => sign > 0,
        BinaryOperatorKind.GreaterThanOrEqual => sign >= 0,
        _ => null,
    };

    public static BinaryOperatorKind Flip(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };

    /// <summary>The versions for which a test of the version against another holds.</summary>
    public static Truth? Of(Catalog catalog, BinaryOperatorKind kind, ApiVersion other, VersionSet all, bool mayBeNull = false)
    {
        if (Passes(kind, 0) is null)
        {
            return null;
        }

        var passing = catalog.Where(version => Passes(kind, version.CompareTo(other)) == true) & all;
        // A comparison with null is false, and its != is true.
        if (!mayBeNull)
        {
            return new Truth(passing, all - passing);
        }

        return kind == BinaryOperatorKind.NotEquals ? new Truth(all, all - passing) : new Truth(passing, all);
    }

    /// <summary>The same for what <c>CompareTo</c> gave, tested against a number.</summary>
    public static Truth? Of(Catalog catalog, BinaryOperatorKind kind, Order order, int number, VersionSet all)
    {
        if (Passes(kind, 0) is null)
        {
            return null;
        }

        var passing = catalog.Where(version => Passes(kind, Sign(version, order).CompareTo(number)) == true) & all;
        return new Truth(passing, all - passing);
    }

    private static int Sign(ApiVersion version, Order order) =>
        order.IsReversed ? order.Version.CompareTo(version) : version.CompareTo(order.Version);
}
