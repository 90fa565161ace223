using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>
/// IMDS2nn: requests to IMDS that are written as strings, in anybody's code. A string counts where it flows into something that takes an
/// address, and only if it is clearly one of IMDS.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RequestAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RequestRules.UnknownRoute, RequestRules.NotAvailable, RequestRules.NoVersion, RequestRules.MalformedVersion,
        RequestRules.UnknownVersion,
        RequestRules.NeedsText, RequestRules.NoText, RequestRules.DoubledParameter, RequestRules.Https, RequestRules.Typed,
        RequestRules.NoHeader, RequestRules.MayUseProxy, RequestRules.Forwarded, RequestRules.Verb, RequestRules.MissingParameter,
        RequestRules.UnknownParameter, RequestRules.OtherLine, RequestRules.LetterCase, RequestRules.NotInSpecs,
        AvailabilityRules.NotCertain,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.Requests | SourceIndex.Feature.RouteTemplates, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        // A template of a route looks like nothing in particular.
        var isEverywhere = project.Index.Mentioned.HasFlag(SourceIndex.Feature.RouteTemplates);
        start.RegisterOperationBlockAction(block =>
        {
            if (isEverywhere || project.Index.IsIn(block.OperationBlocks, SourceIndex.Term.Request))
            {
                new RequestBlock(project, new MemberCode(block)).Check();
            }
        });
    }
}
