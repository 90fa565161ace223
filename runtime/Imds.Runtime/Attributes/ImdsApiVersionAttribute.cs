namespace Imds;

/// <summary>Chooses the api-version whose shape the generated types of this assembly have.</summary>
/// <param name="version">The version, as yyyy-MM-dd.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ImdsApiVersionAttribute(string version) : Attribute
{
    /// <summary>The chosen version.</summary>
    public string Version { get; } = version;

    /// <summary>The oldest version that the program must still run against. The default is the chosen one.</summary>
    public string? Minimum { get; set; }
}
