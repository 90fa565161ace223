using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Analyzers.Common.Strings;

/// <summary>A part of a string: characters that are known, or a hole that some value fills at run time.</summary>
/// <param name="Value">The characters; a hole has one, <see cref="StringValue.Hole"/>.</param>
/// <param name="Token">The token that spells the characters out, if there is one.</param>
/// <param name="Filling">What fills the hole.</param>
internal readonly record struct StringPiece(string Value, SyntaxToken Token, IOperation? Filling)
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

/// <summary>What is known before run time of a string that the program puts together.</summary>
internal sealed class StringValue
{
    /// <summary>Stands for whatever fills a hole. It is no character, so it occurs in no string.</summary>
    public const char Hole = '\uFFFF';

    private StringValue(ImmutableArray<StringPiece> pieces, bool isUri)
    {
        (Pieces, IsUri) = (pieces, isUri);
        var value = new StringBuilder();
        foreach (var piece in pieces)
        {
            value.Append(piece.Value);
        }

        Value = value.ToString();
    }

    public ImmutableArray<StringPiece> Pieces { get; }

    /// <summary>Whether the value came by way of a <c>Uri</c>, at whose making it was looked at already.</summary>
    public bool IsUri { get; }

    public string Value { get; }

    public static StringValue Of(ImmutableArray<StringPiece> pieces) => new(pieces, isUri: false);

    public StringValue AsUri() => new(Pieces, isUri: true);

    public static StringValue Join(StringValue first, string between, StringValue second) =>
        new([.. first.Pieces, new StringPiece(between, default, null), .. second.Pieces], isUri: false);

    /// <summary>The same, as one that still has to be looked at.</summary>
    public StringValue AsText() => new(Pieces, isUri: false);

    /// <summary>Whether it has a scheme of its own, or may have one for all that is known.</summary>
    public bool IsRelative => Value.Length > 0 && Value[0] != Hole && Value.IndexOf("://", StringComparison.Ordinal) < 0;

    /// <summary>
    /// A reference, as <c>Uri</c> resolves it: it takes the place of what stands behind the base address's last slash, or of the whole
    /// path.
    /// </summary>
    public static StringValue Resolve(StringValue @base, StringValue reference)
    {
        var root = @base.Value.IndexOf('/', @base.Value.IndexOf("://", StringComparison.Ordinal) + 3);
        var start = root < 0 ? @base.Value + "/" : @base.Value.Substring(0, @base.Value.LastIndexOf('/') + 1);
        if (reference.Value.StartsWith("/", StringComparison.Ordinal))
        {
            start = root < 0 ? @base.Value : @base.Value.Substring(0, root);
        }

        return new([new StringPiece(start, default, null), .. reference.Pieces], reference.IsUri);
    }

    /// <summary>A path below the base address, as Refit and RestSharp put them together.</summary>
    public static StringValue Append(StringValue @base, StringValue path)
    {
        var start = @base.Value.TrimEnd('/');
        return new([new StringPiece(path.Value.StartsWith("/", StringComparison.Ordinal) ? start : start + "/", default, null),
            .. path.Pieces], path.IsUri);
    }

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
