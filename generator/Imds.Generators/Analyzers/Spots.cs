using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers;

/// <summary>
/// Where the rules have something to look at, for all that the text shows: the words that they are about stand there. Each file is read
/// once, when it is asked for.
/// </summary>
internal sealed class Spots(IReadOnlyDictionary<string, Interest> words)
{
    private readonly ConcurrentDictionary<SyntaxTree, FileSpots> _trees = [];
    private readonly Words _words = new(words);

    /// <summary>The file that was asked for last is mostly the one that is asked for next, once for each of its members.</summary>
    private volatile FileSpots? _last;

    /// <summary>Whether there are any in some of these pieces of code.</summary>
    public bool AreIn(ImmutableArray<IOperation> blocks, Interest interest)
    {
        foreach (var block in blocks)
        {
            if (AreIn(block.Syntax, interest))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there are any in a piece of code.</summary>
    public bool AreIn(SyntaxNode code, Interest interest)
    {
        var (spots, span) = (In(code.SyntaxTree), code.FullSpan);
        for (var i = FirstIn(spots, span.Start); i < spots.Length && spots[i].Position < span.End; i++)
        {
            if ((spots[i].Interest & interest) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tokens at those in a part of the code.</summary>
    public IEnumerable<SyntaxToken> TokensIn(SyntaxNode code, Interest interest)
    {
        var (spots, span) = (In(code.SyntaxTree), code.FullSpan);
        for (var i = FirstIn(spots, span.Start); i < spots.Length && spots[i].Position < span.End; i++)
        {
            if ((spots[i].Interest & interest) != 0 && TokenAt(code, spots[i].Position) is { } token)
            {
                yield return token;
            }
        }
    }

    /// <summary>The token that has the position in it; null where that is in a comment.</summary>
    public static SyntaxToken? TokenAt(SyntaxNode code, int position) =>
        code.FindToken(position) is var token && token.Span.Contains(position) ? token : null;

    private Spot[] In(SyntaxTree tree)
    {
        var last = _last;
        if (last?.Tree != tree)
        {
            _last = last = _trees.TryGetValue(tree, out var known) ? known : _trees.GetOrAdd(tree, Find(tree));
        }

        return last.Spots;
    }

    private FileSpots Find(SyntaxTree tree)
    {
        var words = _words.In(tree.GetText().ToString());
        var requests = Mentions.Of(tree).Requests;
        return new FileSpots(tree, requests.Length == 0 ? words
            : [.. words.Concat(requests.Select(position => new Spot(position, Interest.Requests))).OrderBy(spot => spot.Position)]);
    }

    private static int FirstIn(Spot[] spots, int start)
    {
        var (low, high) = (0, spots.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spots[middle].Position < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private sealed class FileSpots(SyntaxTree tree, Spot[] spots)
    {
        public SyntaxTree Tree => tree;

        public Spot[] Spots => spots;
    }
}
