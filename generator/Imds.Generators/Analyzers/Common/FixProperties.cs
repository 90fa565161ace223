namespace Imds.Generators.Analyzers.Common;

/// <summary>What a finding tells its fixes, as properties of the diagnostic.</summary>
internal static class FixProperties
{
    /// <summary>The lowest version at which the code would be right, where there is one.</summary>
    public const string Needs = "Needs";
}
