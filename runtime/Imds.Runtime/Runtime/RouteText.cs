namespace Imds.Runtime;

/// <summary>Writes a route's path with its indexes into a text, with no allocation but the text.</summary>
internal static class RouteText
{
    // "{0}": a template has one-digit places only.
    private const int PlaceLength = 3;

    // Longer than any route of the service with its query; what is longer still takes an array.
    private const int UsualLength = 256;

    // What one index may add to the length of its place.
    private const int LongestIndex = 10;

#if NET8_0_OR_GREATER
    [System.Runtime.CompilerServices.SkipLocalsInit] // clearing the buffer would cost as much as filling it
#endif
    public static string Join(string before, string template, in RouteIndexes indexes, string after)
    {
        var most = before.Length + template.Length + (RouteIndexes.Most * LongestIndex) + after.Length;
        var text = most <= UsualLength ? stackalloc char[UsualLength] : new char[most];
        var length = Append(text, 0, before.AsSpan());
        var rest = template.AsSpan();
        for (int place; (place = rest.IndexOf('{')) >= 0; rest = rest.Slice(place + PlaceLength))
        {
            length = Append(text, length, rest.Slice(0, place));
            length = Append(text, length, indexes[rest[place + 1] - '0']);
        }

        length = Append(text, length, rest);
        length = Append(text, length, after.AsSpan());
        return text.Slice(0, length).ToString();
    }

    private static int Append(Span<char> text, int length, ReadOnlySpan<char> part)
    {
        part.CopyTo(text.Slice(length));
        return length + part.Length;
    }

    private static int Append(Span<char> text, int length, int index)
    {
        if (index < 10)
        {
            text[length] = (char)('0' + index);
            return length + 1;
        }

        length = Append(text, length, index / 10);
        text[length] = (char)('0' + (index % 10));
        return length + 1;
    }
}
