namespace Imds.Runtime.Routing;

/// <summary>Writes a route's path with its indexes into a text, with no allocation but the text.</summary>
internal static class RouteText
{
    // "{0}": a template has one-digit places only.
    private const int PlaceLength = 3;

    public static string Join(string before, string template, RouteIndexes indexes, string after)
    {
        var count = indexes.Count;
        if (count == 0)
        {
            return template.IndexOf('{') < 0 ? string.Concat(before, template, after) : throw Unlike(template, indexes);
        }

        var length = before.Length + template.Length + after.Length - (PlaceLength * count);
        for (var i = 0; i < count; i++)
        {
            length += Digits((uint)indexes[i]);
        }

        try
        {
#if NET8_0_OR_GREATER
            return string.Create(length, (before, template, indexes, after),
                static (text, parts) => Write(text, parts.before, parts.template, parts.indexes, parts.after));
#else
            var text = new char[length];
            Write(text, before, template, indexes, after);
            return new string(text);
#endif
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // There is room for as many places as indexes. To count the places first would cost every good route for a bad one.
            throw Unlike(template, indexes);
        }
    }

    private static void Write(Span<char> text, string before, string template, RouteIndexes indexes, string after)
    {
        before.AsSpan().CopyTo(text);
        text = text.Slice(before.Length);
        var rest = template.AsSpan();
        var count = 0;
        for (int place; (place = rest.IndexOf('{')) >= 0; rest = rest.Slice(place + PlaceLength))
        {
            rest.Slice(0, place).CopyTo(text);
            var index = (uint)indexes[rest[place + 1] - '0'];
            if (index < 10)
            {
                text[place] = (char)('0' + index);
                text = text.Slice(place + 1);
            }
            else
            {
                text = Write(text.Slice(place), index);
            }

            count++;
        }

        if (count != indexes.Count || text.Length != rest.Length + after.Length)
        {
            throw Unlike(template, indexes);
        }

        rest.CopyTo(text);
        after.AsSpan().CopyTo(text.Slice(rest.Length));
    }

    /// <returns>What is behind the index.</returns>
    private static Span<char> Write(Span<char> text, uint index)
    {
        var digits = Digits(index);
        for (var digit = digits - 1; digit >= 0; digit--, index /= 10)
        {
            text[digit] = (char)('0' + (index % 10));
        }

        return text.Slice(digits);
    }

    private static int Digits(uint index) => index < 10 ? 1 : index < 100 ? 2 : index < 1000 ? 3 : index < 10_000 ? 4 : 5;

    private static InvalidOperationException Unlike(string template, RouteIndexes indexes) =>
        new(FormattableString.Invariant($"The route has {indexes.Count} indexes, and its path {template} has places for more or fewer."));
}
