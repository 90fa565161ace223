using System.Text;

namespace Imds.Generators.Emit;

/// <summary>Writes lines with the right indentation and one kind of line end, whatever the machine.</summary>
internal sealed class SourceWriter(int depth = 0)
{
    private readonly StringBuilder _text = new();
    private int _depth = depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>What another writer has written, as it stands there.</summary>
    public void Append(SourceWriter other) => _text.Append(other._text);

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
