using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>Finds the names of what the service has given up, or will have by a later version.</summary>
internal static class OutdatedNames
{
    public static void Analyze(SemanticModel model, ProjectContext project, Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (var token in project.Index.TokensIn(model.SyntaxTree.GetRoot(cancellation), SourceIndex.Term.Outdated))
        {
            if (token.Parent is IdentifierNameSyntax name && model.GetSymbolInfo(name, cancellation).Symbol is IPropertySymbol property)
            {
                Report(property, token.GetLocation(), project, report);
            }
        }
    }

    private static void Report(IPropertySymbol property, Location location, ProjectContext project, Action<Diagnostic> report)
    {
        if (project.Owners.Of(property.ContainingType) is not { } owner || project.Catalog.Find(owner.Key, property.Name) is not { } entry)
        {
            return;
        }

        if (entry.Deprecated.Length > 0)
        {
            report(Diagnostic.Create(AvailabilityRules.Deprecated, location, property.Name, entry.Display, entry.Deprecated));
        }

        if (project.Owners.IsTarget(owner) && project.Catalog.Lowest(project.Later - entry.Versions) is { } gone)
        {
            report(Diagnostic.Create(AvailabilityRules.Withdrawn, location, property.Name, entry.Display, gone.ToString(),
                project.Project.Target.ToString()));
        }
    }
}
