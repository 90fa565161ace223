using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.CodeFixes;

/// <summary>IMDS108, 109 and 111: compares with the constant that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ConstantFix : ValueFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [ValueRules.OtherCase.Id, ValueRules.NoValue.Id, ValueRules.UnknownValue.Id];

    private protected override Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult($"Compare with {NameOf(diagnostic)}");

    private protected override (ExpressionSyntax Before, ExpressionSyntax After)? Replacement(
        ExpressionSyntax text, ExpressionSyntax? constant, SemanticModel model) => constant is null ? null : (text, constant);
}
