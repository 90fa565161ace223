using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Emit;

/// <summary>A text made of segments, which the files of many versions share, so that none of them holds a copy.</summary>
internal sealed class SegmentedText : SourceText
{
    private readonly EquatableArray<string> _segments;
    private readonly int[] _starts;

    public SegmentedText(EquatableArray<string> segments)
    {
        (_segments, _starts) = (segments, new int[segments.Count]);
        for (var i = 0; i < _starts.Length; i++)
        {
            _starts[i] = Length;
            Length += segments[i].Length;
        }
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length { get; }

    public override char this[int position] => _segments[SegmentAt(position)][position - _starts[SegmentAt(position)]];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        for (var i = SegmentAt(sourceIndex); count > 0; i++)
        {
            var skipped = sourceIndex - _starts[i];
            var copied = Math.Min(count, _segments[i].Length - skipped);
            _segments[i].CopyTo(skipped, destination, destinationIndex, copied);
            (sourceIndex, destinationIndex, count) = (sourceIndex + copied, destinationIndex + copied, count - copied);
        }
    }

    /// <summary>Where the text is empty this is -1, and then no character is asked for.</summary>
    private int SegmentAt(int position)
    {
        var found = Array.BinarySearch(_starts, position);
        if (found < 0)
        {
            return ~found - 1;
        }

        while (_segments[found].Length == 0 && found < _starts.Length - 1)
        {
            found++; // an empty segment starts where the next one does
        }

        return found;
    }
}
