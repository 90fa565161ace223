namespace Imds;

/// <summary>
/// Says of a member that gives a bool: when it is true, the service speaks the version or a later one. The analyzers then take a test
/// of the member for a test of the version.
/// </summary>
/// <param name="version">The version, as yyyy-MM-dd.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ImdsVersionGuardAttribute(string version) : Attribute
{
    /// <summary>The version that is sure when the member is true.</summary>
    public string Version { get; } = version;
}
