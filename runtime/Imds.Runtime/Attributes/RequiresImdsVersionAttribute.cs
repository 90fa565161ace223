namespace Imds;

/// <summary>
/// Says that a member, or everything in a type, may be used only where the service is known to speak the version or a later one. The
/// analyzers take that for granted inside, and demand it of every caller.
/// </summary>
/// <param name="version">The version, as yyyy-MM-dd.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class RequiresImdsVersionAttribute(string version) : Attribute
{
    /// <summary>The lowest version that will do.</summary>
    public string Version { get; } = version;
}
