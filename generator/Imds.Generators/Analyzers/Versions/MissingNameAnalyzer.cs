using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>
/// IMDS101, 107 and 113: says of a name that the compiler cannot find which api-version has it, which name was meant, or where it was seen.
/// The compiler's error stands beside it, so nothing is looked at but names that bind to nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingNameAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.NotAvailable,
        AvailabilityRules.Misspelt, AvailabilityRules.NotCertain];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.GeneratedTypes, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        // While a version is being typed, all that would follow from it is noise: the generator says what is wrong with it.
        if (!project.Project.IsSettled)
        {
            return;
        }

        var names = new MissingNames(project);
        start.RegisterOperationAction(context =>
            names.AnalyzeSuspect(context.Operation, context.ReportDiagnostic, context.CancellationToken), MissingNames.Suspects);
        start.RegisterSemanticModelAction(context =>
            names.AnalyzeTypes(context.SemanticModel, context.ReportDiagnostic, context.CancellationToken));
    }
}
