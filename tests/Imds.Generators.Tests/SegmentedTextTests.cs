using Imds.Generators.Emit;
using Imds.Generators.Primitives;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Tests;

/// <summary>The compiler reads a text of segments as it reads any other.</summary>
public class SegmentedTextTests
{
    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("", "a\n", "", "", "bc\r\n", "d", "")]
    public void It_reads_as_its_pieces_in_a_row(params string[] segments)
    {
        var whole = string.Concat(segments);
        var text = new SegmentedText(segments.ToEquatable());

        Assert.Equal(whole, text.ToString());
        Assert.Equal(whole, string.Concat(Enumerable.Range(0, text.Length).Select(i => text[i])));
        for (var start = 0; start <= whole.Length; start++)
        {
            for (var length = 0; start + length <= whole.Length; length++)
            {
                Assert.Equal(whole.Substring(start, length), text.ToString(new TextSpan(start, length)));
            }
        }

        Assert.Equal(SourceText.From(whole).Lines.Select(line => line.Span), text.Lines.Select(line => line.Span));
        Assert.True(text.ContentEquals(SourceText.From(whole, text.Encoding)));
    }
}
