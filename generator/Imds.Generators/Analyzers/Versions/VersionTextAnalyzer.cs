using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>IMDS112: a text in an attribute that is no api-version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VersionTextAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.UnknownVersion];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.GeneratedTypes, static (start, project) =>
            start.RegisterSemanticModelAction(context =>
                VersionTexts.Analyze(context.SemanticModel, project, context.ReportDiagnostic, context.CancellationToken)));
    }
}
