using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>IMDS103 and 104: what the service has given up, or will have by a later version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutdatedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.Deprecated,
        AvailabilityRules.Withdrawn];

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
            start.RegisterSemanticModelAction(context =>
                OutdatedNames.Analyze(context.SemanticModel, project, context.ReportDiagnostic, context.CancellationToken));
        }
    }
}
