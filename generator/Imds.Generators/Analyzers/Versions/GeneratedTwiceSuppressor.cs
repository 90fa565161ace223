using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>
/// Keeps the compiler's CS0436 quiet where it is about generated types: one for each use of a type would bury the one message that says
/// what to do, IMDS019.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedTwiceSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Rule = new(
        "IMDSSPR001", "CS0436", "The type is generated in this project and in one that it refers to, of which IMDS019 tells once");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Rule];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
            {
                continue;
            }

            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var symbol = context.GetSemanticModel(tree).GetSymbolInfo(node, context.CancellationToken).Symbol;
            if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType) is { } type && IsGenerated(type))
            {
                context.ReportSuppression(Suppression.Create(Rule, diagnostic));
            }
        }
    }

    private static bool IsGenerated(INamedTypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
        && attribute.ConstructorArguments.FirstOrDefault().Value is "Imds.Generators");
}
