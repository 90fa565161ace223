using System.Text;

namespace Imds.Generators.Emit;

/// <summary>Writes lines with the right indentation and one kind of line end, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>A line and a block in braces below it.</summary>
    public void Block(string line, Action body)
    {
        Line(line);
        Line("{");
        Indented(body);
        Line("}");
    }

    public void Indented(Action body)
    {
        _depth++;
        body();
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
