namespace Imds.Generators.Analyzers.Common;

/// <summary>What a finding tells its fixes, as properties of the diagnostic.</summary>
internal static class FixProperties
{
    /// <summary>The lowest version at which the code would be right, where there is one.</summary>
    public const string Needs = "Needs";

    /// <summary>The full name of the class with the constant that was meant.</summary>
    public const string Constants = "Constants";

    /// <summary>The name of that constant in it.</summary>
    public const string Constant = "Constant";
}
