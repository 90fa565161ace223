namespace Imds.Runtime;

/// <summary>Writes a route's path with its indexes into a text, with no allocation but the text.</summary>
internal static class RouteText
{
    // "{0}": a template has one-digit places only.
    private const int PlaceLength = 3;

    public static string Join(string before, string template, RouteIndexes indexes, string after)
    {
        var count = indexes.Count;
        if (template.AsSpan().Count('{') != count)
        {
            throw Unlike(template, indexes);
        }

        if (count == 0)
        {
            return string.Concat(before, template, after);
        }

        var length = before.Length + template.Length + after.Length - (PlaceLength * count);
        for (var i = 0; i < count; i++)
        {
            length += Digits(indexes[i]);
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
        for (int place; (place = rest.IndexOf('{')) >= 0; rest = rest.Slice(place + PlaceLength))
        {
            rest.Slice(0, place).CopyTo(text);
            var index = indexes[rest[place + 1] - '0'];
            var end = place + Digits(index);
            for (var digit = end - 1; digit >= place; digit--, index /= 10)
            {
                text[digit] = (char)('0' + (index % 10));
            }

            text = text.Slice(end);
        }

        rest.CopyTo(text);
        after.AsSpan().CopyTo(text.Slice(rest.Length));
    }

    private static int Digits(int index) => index < 10 ? 1 : index < 100 ? 2 : index < 1000 ? 3 : index < 10_000 ? 4 : 5;

    private static InvalidOperationException Unlike(string template, RouteIndexes indexes) =>
        new(FormattableString.Invariant($"The route has {indexes.Count} indexes, and its path {template} has places for more or fewer."));
}
