namespace Imds;

/// <summary>
/// Says of a hand-written type which document of the service it is read from. The analyzers then hold its properties, and those of the
/// types inside it, to the fields that the document has at that version.
/// </summary>
/// <param name="route">The route below <c>/metadata/</c>, such as <c>instance/compute</c>.</param>
/// <param name="apiVersion">The version that the document is asked for with, as yyyy-MM-dd.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class ImdsDocumentAttribute(string route, string apiVersion) : Attribute
{
    /// <summary>The route.</summary>
    public string Route { get; } = route;

    /// <summary>The version.</summary>
    public string ApiVersion { get; } = apiVersion;
}
