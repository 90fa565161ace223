namespace Imds.Generators.Analyzers;

/// <summary>What looks at the places where a word stands.</summary>
[Flags]
internal enum Interest
{
    /// <summary>Uses that the minimum version may lack.</summary>
    Minimum = 1,

    /// <summary>Types that some version lacks.</summary>
    Types = 2,

    /// <summary>What the service has given up, or will have.</summary>
    Outdated = 4,

    /// <summary>Fields and properties that hold a part of a request.</summary>
    Requests = 8,
}

/// <summary>A place at which a word stands.</summary>
internal readonly record struct Spot(int Position, Interest Interest);

/// <summary>
/// Finds words in the text of a source file, whatever they mean there: a comment has words too. It is far faster than to look at tokens,
/// and takes too much rather than too little.
/// </summary>
internal sealed class Words
{
    private static readonly bool[] Parts = [.. Enumerable.Range(0, 128).Select(code => (char)code is '_' || char.IsLetterOrDigit((char)code))];

    private readonly KeyValuePair<string, Interest>[][] _byFirst = new KeyValuePair<string, Interest>[128][];
    private readonly ulong[] _lengths = new ulong[128];

    public Words(IReadOnlyDictionary<string, Interest> words)
    {
        foreach (var group in words.GroupBy(word => word.Key[0] & 127))
        {
            _byFirst[group.Key] = [.. group];
            foreach (var word in group) _lengths[group.Key] |= Bit(word.Key.Length);
        }
    }

    /// <summary>Where they stand, in order.</summary>
    public Spot[] In(string text)
    {
        var found = new List<Spot>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!IsPart(c))
            {
                // An identifier may be written with escapes; what it is then is left to the compiler.
                if (c == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U') found.Add(new Spot(i, (Interest)(-1)));
                continue;
            }
            var start = i;
            while (i + 1 < text.Length && IsPart(text[i + 1])) i++;
            if ((_lengths[c & 127] & Bit(i + 1 - start)) != 0 && Find(text, start, i + 1 - start) is var interest and not 0) found.Add(new Spot(start, interest));
        }
        return [.. found];
    }

    private Interest Find(string text, int start, int length)
    {
        foreach (var word in _byFirst[text[start] & 127])
            if (word.Key.Length == length && word.Key[length - 1] == text[start + length - 1] && string.CompareOrdinal(text, start, word.Key, 0, length) == 0) return word.Value;
        return 0;
    }

    private static bool IsPart(char c) => c >= 128 || Parts[c];

    private static ulong Bit(int length) => 1UL << (length & 63);
}
