using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Common.Strings;

/// <summary>Finds where a value is spelt out.</summary>
internal static class Literals
{
    /// <summary>
    /// The characters of the first literal with a value, without its quotes; null where it is written with escapes, or as a constant.
    /// </summary>
    public static Location? Find(SyntaxNode syntax, string value)
    {
        foreach (var literal in syntax.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>())
        {
            if (literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText == value
                && new StringPiece(value, literal.Token, null).Start is { } start)
            {
                return Location.Create(literal.SyntaxTree, new Microsoft.CodeAnalysis.Text.TextSpan(start, value.Length));
            }
        }

        return null;
    }
}
