using System.Collections.Immutable;
using Imds.Generators.Analyzers.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>
/// IMDS2nn: requests to IMDS that are written as texts, in anybody's code. A text counts where it flows into something that takes an
/// address, and only if it is clearly one of IMDS. Where a method asks for one document and reads it into a type, that type is held to
/// the document too (IMDS3nn).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawRequestAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Property of the suggestion: the way from a client to the route, and the namespace of the client.</summary>
    internal const string Accessor = "Accessor";
    internal const string ClientNamespace = "ClientNamespace";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RequestRules.UnknownRoute, RequestRules.NotAvailable, RequestRules.NoVersion, RequestRules.MalformedVersion, RequestRules.UnknownVersion,
        RequestRules.NeedsText, RequestRules.NoText, RequestRules.DoubledParameter, RequestRules.Https, RequestRules.Typed,
        DocumentRules.NotAvailable, DocumentRules.UnknownField, DocumentRules.WrongKind,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (!Mentions.OfRequests(start.Compilation, start.CancellationToken)) return;
            if (ImdsProject.Of(start.Compilation, start.Options, start.CancellationToken) is not { } project) return;
            var endpoints = project.Model.Roots.Select(RouteFinder.Segment).ToArray();
            start.RegisterOperationBlockAction(block => new RequestBlock(project, endpoints, block).Check());
        });
    }
}
