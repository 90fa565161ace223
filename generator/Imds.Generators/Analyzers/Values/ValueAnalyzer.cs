using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Values;

/// <summary>IMDS108, 109 and 111: comparisons of a field with a text that it does not have, or that it has in another case.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ValueRules.OtherCase, ValueRules.NoValue, ValueRules.UnknownValue];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.GeneratedTypes, static (start, project) =>
            start.RegisterSemanticModelAction(context =>
                ValueCheck.Analyze(context.SemanticModel, project, context.ReportDiagnostic, context.CancellationToken)));
    }
}
