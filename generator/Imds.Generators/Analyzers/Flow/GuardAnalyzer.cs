using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// IMDS102, 105 and 106: uses of what the minimum version lacks with no guard before them, and guards that guard nothing. A member's flow
/// is looked at only if something in it is about versions.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [AvailabilityRules.NotGuarded, AvailabilityRules.GuardAlwaysTrue, AvailabilityRules.GuardNeverTrue];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.GeneratedTypes, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        if (!project.Project.IsSettled)
        {
            return;
        }

        var uses = new VersionedUses(new VersionFacts(project));
        start.RegisterOperationBlockStartAction(block =>
        {
            if (!uses.CouldBeIn(block.OperationBlocks))
            {
                return;
            }

            var areThere = false;
            block.RegisterOperationAction(operation => areThere = areThere || uses.IsOne(operation.Operation), VersionedUses.Kinds);
            block.RegisterOperationBlockEndAction(end =>
            {
                if (areThere || uses.DemandIn(end.OperationBlocks))
                {
                    new MemberCheck(uses, new MemberCode(end)).Run();
                }
            });
        });
    }
}
