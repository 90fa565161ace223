using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Imds.Generators.CodeFixes;

/// <summary>IMDS108: compares with the constant, and ignores case, as the service does not write it the same at all times.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IgnoreCaseFix : ValueFix
{
    private static readonly ExpressionSyntax Mode =
        SyntaxFactory.ParseExpression("System.StringComparison.OrdinalIgnoreCase").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ValueRules.OtherCase.Id];

    private protected override Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult($"Compare with {NameOf(diagnostic)}, and ignore case");

    /// <summary>The comparison and what it becomes. One text among those of a larger pattern or a switch has no other form.</summary>
    private protected override (ExpressionSyntax Before, ExpressionSyntax After)? Replacement(
        ExpressionSyntax text, ExpressionSyntax? constant, SemanticModel model) => With(text, constant ?? text.WithoutTrivia(), model);

    private static (ExpressionSyntax Before, ExpressionSyntax After)? With(
        ExpressionSyntax text, ExpressionSyntax constant, SemanticModel model) => text.Parent switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } binary =>
            (binary, Equal(binary.Left == text ? binary.Right : binary.Left, constant, binary.IsKind(SyntaxKind.NotEqualsExpression))),
        ConstantPatternSyntax { Parent: IsPatternExpressionSyntax pattern } => (pattern, Equal(pattern.Expression, constant, isNot: false)),
        ConstantPatternSyntax { Parent: UnaryPatternSyntax { Parent: IsPatternExpressionSyntax pattern } } =>
            (pattern, Equal(pattern.Expression, constant, isNot: true)),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => InCall(call, text, constant, model),
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } => InCall(call, text, constant, model),
        _ => null,
    };

    private static ExpressionSyntax Equal(ExpressionSyntax field, ExpressionSyntax constant, bool isNot)
    {
        ExpressionSyntax equal = SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression("string.Equals"), Arguments(field.WithoutTrivia(), constant, Mode));
        return isNot ? SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, equal) : equal;
    }

    private static (ExpressionSyntax Before, ExpressionSyntax After)? InCall(
        InvocationExpressionSyntax call, ExpressionSyntax text, ExpressionSyntax constant, SemanticModel model)
    {
        var arguments = call.ArgumentList.Arguments.Select(argument => argument.Expression);
        ExpressionSyntax whole = call;
        if (call.Expression is MemberAccessExpressionSyntax access
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: false, ContainingType.SpecialType: SpecialType.System_String })
        {
            var receiver = access.Expression;
            if (BeginsInConditional(receiver))
            {
                // In vm?.Compute.OsType.Equals(…) the receiver is no expression without what stands before the question mark.
                whole = Outermost(call);
                if (whole == call)
                {
                    return null;
                }

                receiver = whole.ReplaceNode(call, receiver);
            }

            arguments = arguments.Prepend(receiver);
        }

        var texts = arguments.Take(2).Select(one => one == text ? constant : one.WithoutTrivia()).ToList();
        return texts.Count < 2 ? null
            : (whole, SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression("string.Equals"), Arguments([.. texts, Mode])));
    }

    private static bool BeginsInConditional(ExpressionSyntax receiver) => receiver switch
    {
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => true,
        MemberAccessExpressionSyntax access => BeginsInConditional(access.Expression),
        InvocationExpressionSyntax call => BeginsInConditional(call.Expression),
        ElementAccessExpressionSyntax element => BeginsInConditional(element.Expression),
        PostfixUnaryExpressionSyntax forgiven => BeginsInConditional(forgiven.Operand),
        _ => false,
    };

    private static ExpressionSyntax Outermost(ExpressionSyntax expression)
    {
        while (expression.Parent is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == expression)
        {
            expression = conditional;
        }

        return expression;
    }

    private static ArgumentListSyntax Arguments(params ExpressionSyntax[] arguments) =>
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments.Select(SyntaxFactory.Argument)));
}
