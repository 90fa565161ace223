using System.Text;

namespace Imds.Fuzz.Targets.Json;

/// <summary>Documents of a record with anything in them that JSON may hold, and some that it may not.</summary>
internal sealed class HostileJson
{
    private static readonly string[] Texts =
    [
        "", " ", "true", "True", "false", "None", "none", "Linux", "Windows", "latest", "Premium_LRS", "0", "7", "-1", "+5", "05", "1.5",
        "2147483647", "2147483648", "-9223372036854775808", "9223372036854775808", "NaN", "Infinity", "1e5", "null", "a b", "José", "💡",
        "\uFEFF", "\u2028", "\0", "{}", "[]", "x:y;z", "01/01/26 00:00:00 -0000", "2026-01-01T00:00:00Z", "::1", "10.0.0.4",
        "5b7d9c1e-42f8-4a06-b3d7-19c6e85f20a4", "<script>", "\\", "\"", "/", "\u007f", "𝒳",
    ];

    private static readonly string[] Escapes =
    [
        "\\u0041", "\\n", "\\\"", "\\\\", "\\/", "\\ud83d\\udca1", "\\u0000", "\\uFEFF", "\\b\\f\\r\\t", "\\u00e9",
        "\\ud800", "\\udc00x", "\\ud800\\ud800", "\\uDBFF\\u0041", // halves of a pair
        "\\x", "\\u12", "\\u00g0", "\\", // none
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "24", "24.0", "2.4e1", "240e-1", "0.5", "-1", "1e400", "-1e400", "1e-400", "2147483647", "2147483648",
        "-2147483648",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890",
        "0.1e1", "1E+2", "79228162514264337593543950336", "1.0000000000000000000000000000000001", "5e-324", "1.7976931348623157e308",
        "01", "+1", "1.", "-", ".5", "1e", "NaN", "Infinity", "0x10", // none
    ];

    private static readonly byte[][] BrokenBytes =
        [[0xFF], [0xC3], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0x80], [0x01], [0x0A]];

    private readonly Random _random;
    private readonly MemoryStream _json = new();

    // Most documents are of one mind: all in order but a few things.
    private readonly int _oddness;

    private HostileJson(Random random)
    {
        _random = random;
        _oddness = random.Next(4) switch { 0 => 0, 1 => 3, 2 => 12, _ => 40 };
    }

    public static byte[] Make(Random random, Model model)
    {
        var maker = new HostileJson(random);
        maker.Record(model, 0);
        var json = maker._json.ToArray();
        return random.Next(4) == 0 ? HostileBytes.Change(random, json) : json;
    }

    private bool Oddly(int weight = 1) => _random.Next(400) < _oddness * weight;

    private void Record(Model model, int depth)
    {
        if (Oddly())
        {
            Anything(depth);
            return;
        }

        Write("{");
        var first = true;
        var order = model.Members.ToArray();
        if (Oddly(9))
        {
            _random.Shuffle(order);
        }

        foreach (var member in order)
        {
            if (Oddly(9) || (depth > 1 && _random.Next(3) == 0))
            {
                continue;
            }

            for (var times = Oddly() ? 2 : 1; times > 0; times--)
            {
                Comma(ref first);
                Name(member.Name);
                Value(member, depth + 1);
            }

            if (Oddly())
            {
                Comma(ref first);
                Name(Oddly(9) ? new string('n', _random.Next(200, 300)) : member.Name.ToUpperInvariant());
                Anything(depth + 1);
            }
        }

        Write(Oddly() && _random.Next(8) == 0 ? ",}" : "}");
    }

    private void Value(Member member, int depth)
    {
        if (Oddly(2))
        {
            Anything(depth);
        }
        else if (member.IsList)
        {
            Write("[");
            var first = true;
            for (var count = _random.Next(Oddly(3) ? 9 : 3); count > 0; count--)
            {
                Comma(ref first);
                Item(member, depth + 1);
            }

            Write("]");
        }
        else
        {
            Item(member, depth);
        }
    }

    private void Item(Member member, int depth)
    {
        if (member.Record is { } record)
        {
            Record(record, depth);
        }
        else if (member.Kind == typeof(string))
        {
            Text();
        }
        else if (Oddly(2))
        {
            Text();
        }
        else
        {
            Number();
        }
    }

    private void Anything(int depth)
    {
        switch (_random.Next(depth < 70 ? 10 : 8))
        {
            case 0:
                Write("null");
                break;
            case 1:
                Write(_random.Next(2) == 0 ? "true" : "false");
                break;
            case 2 or 3:
                Number();
                break;
            case 4 or 5:
                Text();
                break;
            case 6:
                Write(_random.Next(2) == 0 ? "[]" : "{}");
                break;
            case 7:
                Deep(_random.Next(1, 66));
                break;
            case 8:
                Write("[");
                Anything(depth + 1);
                Write(",");
                Anything(depth + 1);
                Write("]");
                break;
            default:
                Write("{");
                Name(Texts[_random.Next(Texts.Length)]);
                Anything(depth + 1);
                Write("}");
                break;
        }
    }

    private void Deep(int levels)
    {
        var arrays = _random.Next(2) == 0;
        Write(string.Concat(Enumerable.Repeat(arrays ? "[" : "{\"a\":", levels)));
        Write("1");
        Write(new string(arrays ? ']' : '}', levels));
    }

    private void Number()
    {
        // The last ones are no numbers.
        Write(Oddly() ? Numbers[_random.Next(Numbers.Length)] : Numbers[_random.Next(26)]);
    }

    private void Name(string name)
    {
        Write("\"");
        if (name.Length > 0 && Oddly(2))
        {
            var place = _random.Next(name.Length);
            Characters(name[..place]);
            Write($"\\u{(int)name[place]:x4}");
            Characters(name[(place + 1)..]);
        }
        else
        {
            Characters(name);
        }

        if (Oddly() && _random.Next(4) == 0)
        {
            Write(Escapes[_random.Next(Escapes.Length)]);
        }

        Write(Oddly() ? "\" : " : "\":");
    }

    private void Text()
    {
        Write("\"");
        Characters(Texts[_random.Next(Texts.Length)]);
        if (Oddly(9))
        {
            // The last ones are none, or halves of a pair.
            Write(Escapes[_random.Next(Oddly() ? Escapes.Length : 10)]);
        }

        if (Oddly(2))
        {
            Characters(Texts[_random.Next(Texts.Length)]);
        }

        if (Oddly() && _random.Next(4) == 0)
        {
            _json.Write(BrokenBytes[_random.Next(BrokenBytes.Length)]);
        }

        if (Oddly() && _random.Next(4) == 0)
        {
            Write(new string('x', _random.Next(5000)));
        }

        Write("\"");
    }

    /// <summary>Characters inside a string, those escaped that must be.</summary>
    private void Characters(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c is '"' or '\\' ? $"\\{c}" : c < ' ' ? $"\\u{(int)c:x4}" : $"{c}");
        }

        Write(escaped.ToString());
    }

    private void Comma(ref bool first)
    {
        if (!first)
        {
            Write(",");
        }

        first = false;
        if (Oddly())
        {
            Write(_random.Next(6) switch { 0 => "\n", 1 => "\t", 2 => "\r\n", 3 when _random.Next(9) == 0 => "/* */", _ => " " });
        }
    }

    private void Write(string text) => _json.Write(Encoding.UTF8.GetBytes(text));
}
