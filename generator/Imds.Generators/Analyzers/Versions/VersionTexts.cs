using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>Looks at the versions in the attributes of the runtime, which take any text.</summary>
internal static class VersionTexts
{
    /// <summary>
    /// Of the target the generator tells itself, as an error. What is found here of it is shown nowhere, and brings the fix, which an
    /// editor offers for what an analyzer has found alone.
    /// </summary>
    public static void Analyze(SemanticModel model, ProjectContext project, Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (var token in project.Index.TokensIn(model.SyntaxTree.GetRoot(cancellation), SourceIndex.Term.VersionAttribute))
        {
            if (token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute && attribute.Name.Span.Contains(token.Span))
            {
                Check(attribute, model, project.Project, report, cancellation);
            }
        }
    }

    private static void Check(
        AttributeSyntax attribute, SemanticModel model, ImdsProject project, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (attribute.ArgumentList is not { } arguments
            || model.GetTypeInfo(attribute, cancellation).Type is not INamedTypeSymbol
            { Name: VersionAttributeNames.Target or VersionAttributeNames.Demand or VersionAttributeNames.Guard } type
            || type.ContainingNamespace is not { Name: "Imds", ContainingNamespace.IsGlobalNamespace: true })
        {
            return;
        }

        var isTarget = type.Name == VersionAttributeNames.Target;
        foreach (var argument in arguments.Arguments)
        {
            if (argument.Expression is var expression && model.GetConstantValue(expression, cancellation).Value is string text
                && !IsKnown(text, project, isTarget))
            {
                report(Find(text, expression, project, isTarget));
            }
        }
    }

    /// <summary>A demand or a guard may be ahead of the tables: the service will have versions that they do not know.</summary>
    private static bool IsKnown(string text, ImdsProject project, bool isTarget) => ApiVersion.TryParse(text, out var version)
        && (project.Model.Versions.Contains(version) || !isTarget && version > project.Versions.Newest);

    private static Diagnostic Find(string text, ExpressionSyntax expression, ImdsProject project, bool isTarget)
    {
        var (best, near) = (project.Versions.BestFor(text, VersionLine.Instance), project.Versions.NearestTo(text, VersionLine.Instance));
        var guess = near.Count == 1 ? $"did you mean {near[0]}?" : $"the nearest are {string.Join(" and ", near)}";
        var edit = Literals.Find(expression, text) is { } place ? new Edit(place, best.ToString(), $"Change '{text}' to '{best}'") : null;
        return AvailabilityRules.UnknownVersion.With(
            isTarget ? DiagnosticSeverity.Hidden : DiagnosticSeverity.Warning, expression.GetLocation(), edit, text, guess);
    }
}
