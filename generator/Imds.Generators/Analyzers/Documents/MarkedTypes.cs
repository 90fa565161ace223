using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>Types written by hand and marked <c>[ImdsDocument("instance/compute", "2021-02-01")]</c>.</summary>
internal static class MarkedTypes
{
    /// <summary>Whether the type is looked at for itself.</summary>
    public static bool IsMarked(ITypeSymbol type) => type.GetAttributes().Any(IsDocument);

    /// <summary>Whether the type says of itself that it is this very document.</summary>
    public static bool IsMarked(ITypeSymbol type, RouteView node, ApiVersion version) =>
        type.GetAttributes().Any(attribute => IsDocument(attribute)
        && attribute.ConstructorArguments is [{ Value: string route }, { Value: string asked }]
        && asked == version.ToString()
        && string.Equals(Normal(route), Normal(node.Template.ToString()), StringComparison.OrdinalIgnoreCase));

    private static bool IsDocument(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "ImdsDocumentAttribute",
            ContainingNamespace: { Name: "Imds", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>
    /// Holds a type to the documents that its attributes name. Findings lie inside the declaration, as editors want it of fixes.
    /// </summary>
    public static void Check(
        BaseTypeDeclarationSyntax declaration, SemanticModel model, ImdsProject project, Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        foreach (var syntax in declaration.AttributeLists.SelectMany(list => list.Attributes))
        {
            Check(declaration, syntax, model, project, report, cancellation);
        }
    }

    private static void Check(
        BaseTypeDeclarationSyntax declaration, AttributeSyntax syntax, SemanticModel model, ImdsProject project, Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        if (syntax.ArgumentList?.Arguments.Count is not 2)
        {
            return;
        }

        if (model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type)
        {
            return;
        }

        var attribute = type.GetAttributes().FirstOrDefault(data =>
            data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == syntax.SyntaxTree && reference.Span == syntax.Span);
        if (attribute is null || !IsDocument(attribute))
        {
            return;
        }

        if (attribute.ConstructorArguments is not [{ Value: string route }, { Value: string version }])
        {
            return;
        }

        if (Read(route, version, syntax, project, report) is not { } document)
        {
            return;
        }

        foreach (var finding in DocumentCheck.Marked(project, document, type, Ask, cancellation))
        {
            report(finding);
        }

        Edit? Ask(ApiVersion other) =>
            Literals.Find(syntax, version) is { } place ? new Edit(place, other.ToString(), $"Ask with api-version {other}") : null;
    }

    private static ServiceDocument? Read(string route, string version, AttributeSyntax syntax, ImdsProject project,
        Action<Diagnostic> report)
    {
        var versions = project.Versions;
        if (OfDefinition(project.Model, route, versions, version) is { } definition)
        {
            return definition;
        }

        var segments = Normal(route).Split('/').Select(segment => new UrlPart(segment, 0)).ToList();
        var match = RouteFinder.Find(project.Model, segments, _ => null);
        if (match.Depth < segments.Count)
        {
            var near = RouteFinder.Nearest(project.Model, match.Node, segments[match.Depth].Value);
            var whole = near is null ? null : string.Join("/", segments.Take(match.Depth).Select(segment => segment.Value).Append(near));
            Report(route, whole, $"The service has no route '{route}'{(whole is null ? "" : $" (did you mean '{whole}'?)")}");
            return null;
        }
        if (match.Node is not { Type: { Kind: ValueKind.Object } } node)
        {
            Report(route, null, $"'{route}' is {(match.Node?.Kind == RouteKind.Group ? "only a part of routes" : "a single value")}, not "
                + "a document");
            return null;
        }

        if (!node.IsVersioned)
        {
            return ServiceDocument.At(project, node, versions.Newest);
        }

        var isDate = ApiVersion.TryParse(version, out var asked);
        if (!isDate || !versions.IsBeyond(asked, node.Line) && !versions.Has(asked, node.Line))
        {
            var known = versions.NearestTo(version, node.Line);
            Report(version, versions.BestFor(version, node.Line).ToString(),
                $"'{version}' is not an api-version that the tables know (the nearest: {string.Join(", ", known)})");
            return null;
        }
        var document = ServiceDocument.At(project, node, asked);
        if (!versions.IsBeyond(asked, node.Line) && (document is null || !node.Availability.Contains(document.Effective)))
        {
            Report(version, VersionHistory.NearestTo(asked, node.Availability, versions.Line(node.Line))?.ToString(),
                $"'{route}' {VersionHistory.Describe(node.Availability, asked)}, and the attribute says {asked}");
            return null;
        }
        return document;

        void Report(string wrong, string? right, string message)
        {
            var place = Literals.Find(syntax, wrong);
            var edit = place is null || right is null ? null : new Edit(place, right, $"Change '{wrong}' to '{right}'");
            report(DocumentRules.BadAttribute.With(place ?? syntax.GetLocation(), edit, message));
        }
    }

    /// <summary>
    /// A document that no route gives, such as the one inside the attested signature: <c>attested/document#AttestedDocument</c>.
    /// </summary>
    private static ServiceDocument? OfDefinition(ServiceView model, string route, KnownVersions versions, string version)
    {
        if (route.IndexOf('#') < 0 || !ApiVersion.TryParse(version, out var asked))
        {
            return null;
        }

        var document = DocumentId.Parse(route);
        foreach (var type in model.All.Records)
        {
            foreach (var field in type.Fields)
            {
                foreach (var id in field.Ids)
                {
                    if (id.Document == document && id.Path.Steps.Count == 1 && versions.Effective(type.Line, asked) is { } effective)
                    {
                        return new ServiceDocument(route, document, FieldPath.Root,
                            new FieldType(ValueKind.Object, type.Name, IsList: false), type.Line, asked, effective,
                            versions.IsBeyond(asked, type.Line));
                    }
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Without slashes at the ends, and with a digit for each index: <c>{0}</c>, <c>{index}</c> and <c>5</c> are all one.
    /// </summary>
    private static string Normal(string route) =>
        string.Join("/", route.Trim('/').Split('/')
            .Select(segment => segment is ['{', .., '}'] || segment.All(char.IsDigit) && segment.Length > 0 ? "0" : segment));
}
