using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>A part of a text: characters that are known, or a hole that some value fills at run time.</summary>
/// <param name="Value">The characters; a hole has one, <see cref="Text.Hole"/>.</param>
/// <param name="Token">The token that spells the characters out, if there is one.</param>
/// <param name="Filling">What fills the hole.</param>
internal readonly record struct Piece(string Value, SyntaxToken Token, IOperation? Filling)
{
    public bool IsHole => Filling is not null;

    /// <summary>Where the characters stand, for a token that spells them one by one, without escapes.</summary>
    public int? Start
    {
        get
        {
            var spelt = Token.Text;
            foreach (var opening in new[] { "", "\"", "@\"", "\"\"\"" })
            {
                if (spelt.Length == opening.Length + Value.Length + opening.TrimStart('@').Length
                    && spelt.StartsWith(opening, StringComparison.Ordinal)
                    && string.CompareOrdinal(spelt, opening.Length, Value, 0, Value.Length) == 0)
                {
                    return Token.SpanStart + opening.Length;
                }
            }

            return null;
        }
    }
}

/// <summary>What is known before run time of a text that the program puts together.</summary>
internal sealed class Text
{
    /// <summary>Stands for whatever fills a hole. It is no character, so it occurs in no text.</summary>
    public const char Hole = '\uFFFF';

    private Text(ImmutableArray<Piece> pieces, bool isUri)
    {
        (Pieces, IsUri) = (pieces, isUri);
        var value = new StringBuilder();
        foreach (var piece in pieces)
        {
            value.Append(piece.Value);
        }

        Value = value.ToString();
    }

    public ImmutableArray<Piece> Pieces { get; }

    /// <summary>Whether the value came by way of a <c>Uri</c>, at whose making it was looked at already.</summary>
    public bool IsUri { get; }

    public string Value { get; }

    public static Text Of(ImmutableArray<Piece> pieces) => new(pieces, isUri: false);

    public Text AsUri() => new(Pieces, isUri: true);

    public static Text Join(Text first, string between, Text second) =>
        new([.. first.Pieces, new Piece(between, default, null), .. second.Pieces], isUri: false);

    /// <summary>The operation that fills the hole at an index of <see cref="Value"/>.</summary>
    public IOperation? FillingAt(int index)
    {
        foreach (var piece in Pieces)
        {
            if (index < piece.Value.Length)
            {
                return piece.Filling;
            }

            index -= piece.Value.Length;
        }
        return null;
    }

    /// <summary>The place in the source of a part of <see cref="Value"/>, where one token spells it out.</summary>
    public Location? Locate(int start, int length)
    {
        foreach (var piece in Pieces)
        {
            // An empty part belongs to the piece that it ends rather than to the one that it begins.
            if (start + length <= piece.Value.Length && (start < piece.Value.Length || length == 0))
            {
                return !piece.IsHole && piece.Start is { } at && piece.Token.SyntaxTree is { } tree
                    ? Location.Create(tree, new TextSpan(at + start, length)) : null;
            }

            if (start < piece.Value.Length)
            {
                return null;
            }

            start -= piece.Value.Length;
        }
        return null;
    }
}
