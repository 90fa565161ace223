namespace Imds.Generators.Analyzers.Common;

/// <summary>The attributes of the runtime whose text is a version.</summary>
internal static class VersionAttributeNames
{
    public const string Target = "ImdsApiVersionAttribute";
    public const string Demand = "RequiresImdsVersionAttribute";
    public const string Guard = "ImdsVersionGuardAttribute";

    private const string Suffix = "Attribute";

    /// <summary>The words that they are written as.</summary>
    public static IEnumerable<string> Terms => new[] { Target, Demand, Guard }
        .SelectMany(name => new[] { name, name.Substring(0, name.Length - Suffix.Length) });
}
