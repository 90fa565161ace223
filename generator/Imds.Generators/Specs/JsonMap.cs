using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Specs;

/// <summary>
/// Where everything in a JSON text stands, by JSON pointer. The OpenAPI reader gives no positions and drops what stands beside
/// a <c>$ref</c>; both are looked up here. Building it also finds what the reader would stumble over: syntax errors and doubled names.
/// </summary>
internal sealed class JsonMap
{
    private const int BlockSize = 1024;

    private readonly Dictionary<string, (int Start, int Length, JsonTokenType Kind)> _values = new(StringComparer.Ordinal);
    private readonly byte[] _utf8;
    private readonly Lazy<int[]> _charsBefore;
    private readonly string _path;
    private readonly SourceText _text;

    private JsonMap(string path, string text)
    {
        _path = path;
        _text = SourceText.From(text);
        _utf8 = Encoding.UTF8.GetBytes(text);
        _charsBefore = new Lazy<int[]>(CountChars);
    }

    /// <exception cref="SpecException">The text is not JSON, or a name stands twice in one object.</exception>
    public static JsonMap Read(string path, string text)
    {
        var map = new JsonMap(path, text);
        try
        {
            map.Fill();
        }
        catch (JsonException exception)
        {
            var line = Math.Min((int)(exception.LineNumber ?? 0), map._text.Lines.Count - 1);
            var column = Math.Min((int)(exception.BytePositionInLine ?? 0), map._text.Lines[line].Span.Length);
            var span = new TextSpan(map._text.Lines[line].Start + column, 0);
            throw new SpecException(Rules.UnreadableSwagger, Place.In(path, map._text, span),
                "it is not valid JSON: " + FirstSentence(exception.Message));
        }
        return map;
    }

    public bool Has(string pointer) => _values.ContainsKey(pointer);

    /// <summary>The string that stands at a pointer, or null where none does.</summary>
    public string? StringAt(string pointer) =>
        _values.TryGetValue(pointer, out var value) && value.Kind == JsonTokenType.String
            ? JsonSerializer.Deserialize<string>(_utf8.AsSpan(value.Start, value.Length))
            : null;

    /// <summary>The place of the value at a pointer, or of the nearest thing around it.</summary>
    public Place PlaceOf(string pointer)
    {
        (int Start, int Length, JsonTokenType Kind) value;
        while (!_values.TryGetValue(pointer, out value))
        {
            var cut = pointer.LastIndexOf('/');
            if (cut < 0)
            {
                return Start(_path, _text);
            }

            pointer = pointer.Substring(0, cut);
        }
        return PlaceOf(value.Start, value.Length);
    }

    private Place PlaceOf(int start, int length)
    {
        var from = CharsBefore(start);
        return Place.In(_path, _text, TextSpan.FromBounds(from, CharsBefore(start + length)));
    }

    /// <summary>How many characters of the text come before a byte.</summary>
    private int CharsBefore(int position)
    {
        var count = _charsBefore.Value[position / BlockSize];
        for (var i = position / BlockSize * BlockSize; i < position; i++)
        {
            count += CharsAt(i);
        }

        return Math.Min(count, _text.Length);
    }

    /// <summary>The characters before each block of bytes, so that no place needs more than one block to be counted.</summary>
    private int[] CountChars()
    {
        var before = new int[_utf8.Length / BlockSize + 1];
        var count = 0;
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (i % BlockSize == 0)
            {
                before[i / BlockSize] = count;
            }

            count += CharsAt(i);
        }

        if (_utf8.Length % BlockSize == 0)
        {
            before[_utf8.Length / BlockSize] = count;
        }

        return before;
    }

    /// <summary>A lead byte of four stands for a pair of characters, any other for one; the bytes after it for none.</summary>
    private int CharsAt(int position) => (_utf8[position] & 0xC0) == 0x80 ? 0 : _utf8[position] >= 0xF0 ? 2 : 1;

    private static Place Start(string path, SourceText text) => Place.In(path, text, default);

    public static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");

    private void Fill()
    {
        var reader = new Utf8JsonReader(_utf8);
        reader.Read();
        FillValue(ref reader, "");
        reader.Read(); // past the end: anything but white space here is an error of the reader's
    }

    private void FillValue(ref Utf8JsonReader reader, string pointer)
    {
        _values[pointer] = ((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex), reader.TokenType);
        if (reader.TokenType == JsonTokenType.String)
        {
            TextOf(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = TextOf(ref reader);
                var member = pointer + "/" + Escape(name);
                if (_values.ContainsKey(member))
                {
                    throw new SpecException(Rules.UnreadableSwagger, PlaceOf((int)reader.TokenStartIndex, 0),
                        $"'{name}' stands twice in one object");
                }
                reader.Read();
                FillValue(ref reader, member);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                FillValue(ref reader, pointer + "/" + i.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>A name or a string. Escapes may spell half a surrogate pair, which is no text.</summary>
    private string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new SpecException(Rules.UnreadableSwagger,
                PlaceOf((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)),
                "it is not valid JSON: the string holds half of a surrogate pair");
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message.Substring(0, end);
    }
}
