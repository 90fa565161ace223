using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Common;

/// <summary>Names that follow one another: <c>vm.Compute.ExtendedLocation?.Name</c>, or likewise in a pattern.</summary>
internal static class NameChain
{
    /// <summary>The last name of an expression.</summary>
    public static SyntaxNode NameOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
        ElementAccessExpressionSyntax element => NameOf(element.Expression),
        ParenthesizedExpressionSyntax parenthesized => NameOf(parenthesized.Expression),
        PostfixUnaryExpressionSyntax suppression => NameOf(suppression.Operand),
        AwaitExpressionSyntax awaiting => NameOf(awaiting.Expression),
        ObjectCreationExpressionSyntax creation => creation.Type,
        SubpatternSyntax { ExpressionColon: { } colon } => NameOf(colon.Expression),
        _ => syntax,
    };

    /// <summary>The name before a name, or null where it is the first.</summary>
    public static SyntaxNode? Before(SyntaxNode name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => NameOf(access.Expression),
        MemberAccessExpressionSyntax { Parent: BaseExpressionColonSyntax colon } => BeforePattern(colon),
        MemberBindingExpressionSyntax binding => Around(binding) is { } conditional ? NameOf(conditional.Expression) : null,
        BaseExpressionColonSyntax colon => BeforePattern(colon),
        _ => null,
    };

    /// <summary>The conditional access whose dot a binding is behind.</summary>
    public static ConditionalAccessExpressionSyntax? Around(SyntaxNode binding) =>
        binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(conditional => conditional.WhenNotNull.Span.Contains(binding.Span));

    private static SyntaxNode? BeforePattern(BaseExpressionColonSyntax colon) => colon.Parent?.Parent?.Parent?.Parent switch
    {
        SubpatternSyntax outer => NameOf(outer),
        IsPatternExpressionSyntax pattern => NameOf(pattern.Expression),
        _ => null,
    };
}
