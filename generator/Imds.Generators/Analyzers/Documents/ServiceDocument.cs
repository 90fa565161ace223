using Imds.Generators.Analyzers.Common;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>What a route gives at a version: the document that a type is held to.</summary>
/// <param name="Name">The route, as somebody would write it.</param>
/// <param name="Endpoint">The endpoint whose document it is, or is in.</param>
/// <param name="Path">The field path from the endpoint's document; empty for the whole of it.</param>
/// <param name="Line">The line of versions that the endpoint follows.</param>
/// <param name="Effective">The version of that line that it is asked with.</param>
internal sealed record ServiceDocument(string Name, string Endpoint, string Path, FieldType Type, string Line, ApiVersion Asked, ApiVersion Effective, bool IsBeyond)
{
    /// <summary>Null where the version is none of the line's, or the route gives no document.</summary>
    public static ServiceDocument? At(ImdsProject project, RouteNode node, ApiVersion version)
    {
        var line = node.Line.Length > 0 ? node.Line : Specs.VersionTables.InstanceLine;
        var versions = project.Versions;
        if (node.Type is not { } type || versions.Effective(line, version) is not { } effective)
        {
            return null;
        }

        var endpoint = EndpointOf(project.Model.Roots, node.Template) ?? node.Template;
        var path = node.Template.Length > endpoint.Length ? Plain(node.Template.Substring(endpoint.Length + 1)) : "";
        return new ServiceDocument(node.Template, endpoint, path, type, line, version, effective, versions.IsBeyond(version, line));
    }

    /// <summary>A field's path, as messages show it.</summary>
    public string Display(string path) => ServiceNames.Display(Endpoint, path);

    private static string? EndpointOf(EquatableArray<RouteNode> nodes, string template)
    {
        foreach (var node in nodes)
        {
            if (template != node.Template && !template.StartsWith(node.Template + "/", StringComparison.Ordinal))
            {
                continue;
            }

            return node.Kind == RouteKind.Endpoint && EndpointOf(node.Children, template) is null ? node.Template : EndpointOf(node.Children, template);
        }
        return null;
    }

    private static string Plain(string route)
    {
        for (var i = 0; i < 4; i++)
        {
            route = route.Replace($"/{{{i.ToString(CultureInfo.InvariantCulture)}}}", "[]");
        }

        return route.Replace('/', '.');
    }
}
