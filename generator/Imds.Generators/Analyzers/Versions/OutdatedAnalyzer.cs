using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>IMDS103 and 104: what the service has given up, or will have by a later version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutdatedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.Deprecated, AvailabilityRules.Withdrawn];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.GeneratedTypes, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        if (project.Project.IsSettled && project.Outdated.Count > 0)
        {
            start.RegisterSemanticModelAction(context => Analyze(context, project));
        }
    }

    private static void Analyze(SemanticModelAnalysisContext context, ProjectContext project)
    {
        foreach (var token in project.Index.TokensIn(context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken), SourceIndex.Term.Outdated))
        {
            if (token.Parent is IdentifierNameSyntax name && context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is IPropertySymbol property)
            {
                Report(property, token.GetLocation(), project, context.ReportDiagnostic);
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
            report(Diagnostic.Create(AvailabilityRules.Withdrawn, location, property.Name, entry.Display, gone.ToString(), project.Project.Target.ToString()));
        }
    }
}
