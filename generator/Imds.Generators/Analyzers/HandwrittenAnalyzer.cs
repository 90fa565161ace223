using System.Collections.Immutable;
using Imds.Generators.Analyzers.Documents;
using Imds.Generators.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers;

/// <summary>
/// IMDS2nn and IMDS3nn: requests to IMDS that are written as texts, in anybody's code, and types written by hand to read the replies into.
/// A text counts where it flows into something that takes an address, and only if it is clearly one of IMDS. A type is held to the document
/// that its attribute names, or to the one that it is read from, where a method asks for just one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandwrittenAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RequestRules.UnknownRoute, RequestRules.NotAvailable, RequestRules.NoVersion, RequestRules.MalformedVersion, RequestRules.UnknownVersion,
        RequestRules.NeedsText, RequestRules.NoText, RequestRules.DoubledParameter, RequestRules.Https, RequestRules.Typed,
        DocumentRules.NotAvailable, DocumentRules.UnknownField, DocumentRules.WrongKind, DocumentRules.BadAttribute,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var topics = Mentions.Of(start.Compilation, start.CancellationToken);
            if ((topics & (Topics.Requests | Topics.Templates | Topics.Documents)) == 0
                || ImdsProject.Of(start.Compilation, start.Options, start.CancellationToken) is not { } project)
            {
                return;
            }

            if (topics.HasFlag(Topics.Documents))
            {
                start.RegisterSyntaxNodeAction(node => MarkedTypes.Check(node, project), SyntaxKind.Attribute);
            }

            if ((topics & (Topics.Requests | Topics.Templates)) == 0)
            {
                return;
            }

            var endpoints = project.Model.Roots.Select(RouteFinder.Segment).ToArray();
            var spots = Names.Of(project, start.Compilation, start.CancellationToken).Spots;
            // A template of a route looks like nothing in particular.
            start.RegisterOperationBlockAction(block =>
            {
                if (topics.HasFlag(Topics.Templates) || spots.AreIn(block.OperationBlocks, Interest.Requests))
                {
                    new RequestBlock(project, endpoints, block).Check();
                }
            });
        });
    }
}
