using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers;

/// <summary>
/// Where the rules have something to look at, for all that the text shows: the words that they are about stand there. Each file is read
/// once, when it is asked for.
/// </summary>
internal sealed class Spots(IReadOnlyDictionary<string, Interest> words)
{
    private readonly ConcurrentDictionary<SyntaxTree, Spot[]> _trees = [];
    private readonly Words _words = new(words);

    /// <summary>Whether there are any in a part of the code.</summary>
    public bool AreIn(SyntaxNode code, Interest interest)
    {
        var spots = In(code.SyntaxTree);
        for (var i = FirstIn(spots, code.SpanStart); i < spots.Length && spots[i].Position < code.Span.End; i++)
            if ((spots[i].Interest & interest) != 0) return true;
        return false;
    }

    /// <summary>The tokens at those in a part of the code.</summary>
    public IEnumerable<SyntaxToken> TokensIn(SyntaxNode code, Interest interest)
    {
        var spots = In(code.SyntaxTree);
        for (var i = FirstIn(spots, code.SpanStart); i < spots.Length && spots[i].Position < code.Span.End; i++)
            if ((spots[i].Interest & interest) != 0 && TokenAt(code, spots[i].Position) is { } token) yield return token;
    }

    /// <summary>The token that has the position in it; null where that is in a comment.</summary>
    public static SyntaxToken? TokenAt(SyntaxNode code, int position) =>
        code.FindToken(position) is var token && token.Span.Contains(position) ? token : null;

    private Spot[] In(SyntaxTree tree) => _trees.TryGetValue(tree, out var spots) ? spots : _trees.GetOrAdd(tree, _words.In(tree.GetText().ToString()));

    private static int FirstIn(Spot[] spots, int start)
    {
        var (low, high) = (0, spots.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spots[middle].Position < start) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
