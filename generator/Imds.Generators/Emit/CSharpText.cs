using System.Text;

namespace Imds.Generators.Emit;

/// <summary>
/// The only ways by which text of a spec gets into a source file. Nothing of it can end the literal or the comment that it stands in,
/// whatever it holds.
/// </summary>
internal static class CSharpText
{
    /// <summary>The field behind a property: <c>VmId</c> has <c>_vmId</c>.</summary>
    public static string Field(string member) => "_" + char.ToLowerInvariant(member[0]) + member.Substring(1);

    /// <summary>A string literal, quotes included. All but plain ASCII is escaped.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                literal.Append('\\').Append(c);
            }
            else if (IsPlain(c))
            {
                literal.Append(c);
            }
            else
            {
                literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }
        return literal.Append('"').ToString();
    }

    /// <summary>The UTF-8 of a text as an expression of type ReadOnlySpan&lt;byte&gt;, or one that converts to it.</summary>
    public static string Utf8(string text, bool utf8Literals) =>
        utf8Literals && text.All(IsPlain)
            ? Literal(text) + "u8"
            : $"new byte[] {{ {string.Join(", ", Encoding.UTF8.GetBytes(text).Select(b => $"0x{b:X2}"))} }}";

    /// <summary>Text for an XML doc comment, on one line. What stands in backticks becomes code.</summary>
    public static string Xml(string text)
    {
        var xml = new StringBuilder(text.Length);
        var last = ' ';
        foreach (var c in text)
        {
            // Line ends of any kind end a comment; control and formatting characters have no place in one, and half a pair none in XML.
            var safe = IsUnsafe(c) ? ' ' : c;
            if (safe == '&')
            {
                xml.Append("&amp;");
            }
            else if (safe == '<')
            {
                xml.Append("&lt;");
            }
            else if (safe == '>')
            {
                xml.Append("&gt;");
            }
            else if (safe != ' ' || last != ' ')
            {
                xml.Append(safe);
            }

            last = safe;
        }
        return Code(xml.ToString().Trim());
    }

    private static string Code(string xml)
    {
        var code = new StringBuilder(xml.Length);
        var start = 0;
        while (start < xml.Length && xml.IndexOf('`', start) is var open and >= 0 && xml.IndexOf('`', open + 1) is var close and >= 0)
        {
            code.Append(xml, start, open - start);
            if (close == open + 1)
            {
                code.Append('`');
            }
            else
            {
                code.Append("<c>").Append(xml, open + 1, close - open - 1).Append("</c>");
            }

            start = close == open + 1 ? close : close + 1;
        }
        return start == 0 ? xml : code.Append(xml, start, xml.Length - start).ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static bool IsUnsafe(char c) =>
        !IsPlain(c) && (c is '\uFFFE' or '\uFFFF' || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
