using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.CodeFixes;

/// <summary>New lines end as those around them do.</summary>
internal static class LineEnds
{
    public static SyntaxTrivia Of(SyntaxNode node)
    {
        var text = node.SyntaxTree.TryGetText(out var known) ? known : node.SyntaxTree.GetText();
        var first = text.Lines[0];
        var end = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return SyntaxFactory.EndOfLine(end.Length > 0 ? end : "\n");
    }
}
