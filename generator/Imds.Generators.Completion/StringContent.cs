using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Completion;

/// <summary>
/// What is between the quotes of the string that the caret is in: plain, verbatim, raw, or the beginning of an interpolated one.
/// </summary>
internal sealed class StringContent(SyntaxNode expression, string text, TextSpan span)
{
    public SyntaxNode Expression => expression;

    public string Text => text;

    public TextSpan Span => span;

    public static StringContent? At(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        var content = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken => Between(token, token.Text.StartsWith("@", StringComparison.Ordinal) ? 2 : 1, 1),
            SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken =>
                Between(token, Quotes(token), Quotes(token)),
            SyntaxKind.InterpolatedStringTextToken when token.Parent?.Parent is InterpolatedStringExpressionSyntax whole
                && whole.Contents[0] == token.Parent => token.Span,
            _ => default(TextSpan?),
        };
        if (content is not { } span || token.Parent is null || position < span.Start || position > span.End)
        {
            return null;
        }

        var text = token.Text.Substring(span.Start - token.SpanStart, span.Length);
        var indent = text.Length - text.TrimStart().Length; // where a raw string begins on a line of its own
        return new StringContent(token.Parent, text.Substring(indent), TextSpan.FromBounds(span.Start + indent, span.End));
    }

    private static TextSpan Between(SyntaxToken token, int open, int close)
    {
        var isClosed = token.Text.Length >= open + close && token.Text.EndsWith(new string('"', close), StringComparison.Ordinal);
        return TextSpan.FromBounds(token.SpanStart + open, isClosed ? token.Span.End - close : token.Span.End);
    }

    private static int Quotes(SyntaxToken token) => token.Text.TakeWhile(letter => letter == '"').Count();
}
