using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Mutation;

/// <summary>One change to a file: another text in place of the one that stands there.</summary>
internal sealed record Mutant(SyntaxTree Tree, TextSpan Span, string Text)
{
    public SyntaxTree Apply() => Tree.WithChangedText(Tree.GetText().WithChanges(new TextChange(Span, Text)));

    public override string ToString()
    {
        var line = Tree.GetLineSpan(Span).StartLinePosition.Line + 1;
        return $"{Path.GetRelativePath(Repository.Root, Tree.FilePath)}:{line}: {Shown(Tree.GetText().ToString(Span))} -> {Shown(Text)}";
    }

    private static string Shown(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "(nothing)" : line.Length > 90 ? line[..90] + "…" : line;
    }
}
