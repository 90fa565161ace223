using Imds.Generators.Analyzers.Common;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>What a route gives at a version: the document that a type is held to.</summary>
/// <param name="Name">The route, as somebody would write it.</param>
/// <param name="Document">The document that it is, or is in.</param>
/// <param name="Path">Where it is in there.</param>
/// <param name="Line">The line of versions that the endpoint follows.</param>
/// <param name="Effective">The version of that line that it is asked with.</param>
internal sealed record ServiceDocument(string Name, DocumentId Document, FieldPath Path, FieldType Type, VersionLine Line,
    ApiVersion Asked, ApiVersion Effective, bool IsBeyond)
{
    /// <summary>Null where the version is none of the line's, or the route gives no document.</summary>
    public static ServiceDocument? At(ImdsProject project, RouteView node, ApiVersion version)
    {
        var versions = project.Versions;
        if (node is not { Type: { } type, Field: { } field } || versions.Effective(node.Line, version) is not { } effective)
        {
            return null;
        }

        return new ServiceDocument(node.Template.ToString(), field.Document, field.Path, type, node.Line, version, effective,
            versions.IsBeyond(version, node.Line));
    }

    /// <summary>A field's path, as messages show it.</summary>
    public string Display(FieldPath path) => ServiceNames.Display(new FieldId(Document, path));
}
