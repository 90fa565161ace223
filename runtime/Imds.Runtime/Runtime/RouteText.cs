namespace Imds.Runtime;

/// <summary>Writes a route's path with its indexes into a text, in one allocation.</summary>
internal static class RouteText
{
    // "{0}": a template has one-digit places only, and each just once.
    private const int PlaceLength = 3;

    public static string Join(string before, string template, RouteIndexes indexes, string after)
    {
        var length = before.Length + template.Length + after.Length;
        var place = template.IndexOf('{');
        if (place < 0)
        {
            return string.Concat(before, template, after);
        }

        for (var next = place; next >= 0; next = template.IndexOf('{', next + PlaceLength))
        {
            length += Digits(indexes[template[next + 1] - '0']) - PlaceLength;
        }

#if NET8_0_OR_GREATER
        return string.Create(length, (before, template, indexes, after), static (text, parts) => Write(text, parts.before, parts.template, parts.indexes, parts.after));
#else
        var text = new char[length];
        Write(text, before, template, indexes, after);
        return new string(text);
#endif
    }

    private static void Write(Span<char> text, string before, string template, RouteIndexes indexes, string after)
    {
        before.AsSpan().CopyTo(text);
        text = text.Slice(before.Length);
        var rest = template.AsSpan();
        int place;
        while ((place = rest.IndexOf('{')) >= 0)
        {
            rest.Slice(0, place).CopyTo(text);
            text = text.Slice(place);
            var index = indexes[rest[place + 1] - '0'];
            var digits = Digits(index);
            for (var i = digits - 1; i >= 0; i--)
            {
                text[i] = (char)('0' + (index % 10));
                index /= 10;
            }

            text = text.Slice(digits);
            rest = rest.Slice(place + PlaceLength);
        }

        rest.CopyTo(text);
        after.AsSpan().CopyTo(text.Slice(rest.Length));
    }

    private static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }
}
