using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Emit;

/// <summary>A text made of pieces, which the files of many versions share, so that none of them holds a copy.</summary>
internal sealed class PiecedText : SourceText
{
    private readonly EquatableArray<string> _pieces;
    private readonly int[] _starts;

    public PiecedText(EquatableArray<string> pieces)
    {
        (_pieces, _starts) = (pieces, new int[pieces.Count]);
        for (var i = 0; i < _starts.Length; i++)
        {
            _starts[i] = Length;
            Length += pieces[i].Length;
        }
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length { get; }

    public override char this[int position] => _pieces[PieceAt(position)][position - _starts[PieceAt(position)]];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        for (var i = PieceAt(sourceIndex); count > 0; i++)
        {
            var skipped = sourceIndex - _starts[i];
            var copied = Math.Min(count, _pieces[i].Length - skipped);
            _pieces[i].CopyTo(skipped, destination, destinationIndex, copied);
            (sourceIndex, destinationIndex, count) = (sourceIndex + copied, destinationIndex + copied, count - copied);
        }
    }

    /// <summary>Where the text is empty this is -1, and then no character is asked for.</summary>
    private int PieceAt(int position)
    {
        var found = Array.BinarySearch(_starts, position);
        if (found < 0)
        {
            return ~found - 1;
        }

        while (_pieces[found].Length == 0 && found < _starts.Length - 1)
        {
            found++; // an empty piece starts where the next one does
        }

        return found;
    }
}
