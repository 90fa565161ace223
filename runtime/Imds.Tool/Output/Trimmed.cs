using Spectre.Console.Rendering;

namespace Imds.Tool.Output;

/// <summary>
/// What it shows, without the spaces that fill the last column of a table: they wrap in a terminal, and are in the way of grep.
/// </summary>
internal sealed class Trimmed(IRenderable inner) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        Segment.SplitLines(inner.Render(options, maxWidth)).SelectMany(line => Trim(line).Append(Segment.LineBreak));

    private static IEnumerable<Segment> Trim(IReadOnlyList<Segment> line)
    {
        var last = line.Count - 1;
        while (last >= 0 && string.IsNullOrWhiteSpace(line[last].Text))
        {
            last--;
        }

        return line.Take(last + 1).Select((segment, index) => index == last ? new Segment(segment.Text.TrimEnd(), segment.Style) : segment);
    }
}
