using System.ComponentModel;

namespace Imds;

/// <summary>Says of a generated property which field of the service it holds, and in which api-versions the field exists.</summary>
/// <param name="path">The field's path from the root of its document, such as <c>compute.osProfile.adminUsername</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ImdsFieldAttribute(string path) : Attribute
{
    /// <summary>The field's path.</summary>
    public string Path { get; } = path;

    /// <summary>The endpoint whose document has the field.</summary>
    public string Endpoint { get; set; } = "instance";

    /// <summary>The first version with the field; empty if it has none.</summary>
    public string Introduced { get; set; } = "";

    /// <summary>The first version without the field again; empty if it is still there.</summary>
    public string Withdrawn { get; set; } = "";
}
