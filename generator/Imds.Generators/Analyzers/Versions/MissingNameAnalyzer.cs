using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>
/// IMDS101: says of a name that the compiler cannot find, and that another api-version has, which one that is. The compiler's error
/// stands beside it, so nothing is looked at but names that bind to nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingNameAnalyzer : ImdsAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.NotAvailable];

    private protected override SourceIndex.Feature Features => SourceIndex.Feature.GeneratedTypes;

    private protected override void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        var names = new MissingNames(project);
        start.RegisterOperationAction(names.AnalyzeSuspect, MissingNames.Suspects);
        start.RegisterSemanticModelAction(names.AnalyzeTypes);
    }
}
