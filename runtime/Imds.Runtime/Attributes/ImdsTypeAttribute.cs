using System.ComponentModel;

namespace Imds;

/// <summary>Says of a generated type which api-version its shape follows.</summary>
/// <param name="apiVersion">The version, as yyyy-MM-dd.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ImdsTypeAttribute(string apiVersion) : Attribute
{
    /// <summary>The version.</summary>
    public string ApiVersion { get; } = apiVersion;
}
