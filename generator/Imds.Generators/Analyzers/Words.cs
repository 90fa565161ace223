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

    /// <summary>What could be a part of a request, or names a field or property that holds one.</summary>
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

    // By a number that costs nothing to know of a word in the text, and that few words share.
    private readonly KeyValuePair<string, Interest>[]?[] _words = new KeyValuePair<string, Interest>[]?[1024];

    public Words(IReadOnlyDictionary<string, Interest> words)
    {
        foreach (var group in words.GroupBy(word => Slot(word.Key[0], word.Key[word.Key.Length - 1], word.Key.Length)))
        {
            _words[group.Key] = [.. group];
        }
    }

    /// <summary>Where they stand, in order.</summary>
    public Spot[] In(string text)
    {
        var (parts, words) = (Parts, _words);
        var found = new List<Spot>();
        for (var i = 0; i < text.Length; i++)
        {
            var first = text[i];
            if (first < parts.Length && !parts[first])
            {
                // An identifier may be written with escapes; what it is then is left to the compiler.
                if (first == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U')
                {
                    found.Add(new Spot(i, (Interest)(-1)));
                }

                continue;
            }
            var start = i++;
            while (i < text.Length && (text[i] >= parts.Length || parts[text[i]]))
            {
                i++;
            }

            if (words[Slot(first, text[i - 1], i - start)] is { } known && Find(known, text, start, i - start) is var interest and not 0)
            {
                found.Add(new Spot(start, interest));
            }

            i--;
        }
        return [.. found];
    }

    private static Interest Find(KeyValuePair<string, Interest>[] words, string text, int start, int length)
    {
        foreach (var word in words)
        {
            if (word.Key.Length == length && string.CompareOrdinal(text, start, word.Key, 0, length) == 0)
            {
                return word.Value;
            }
        }

        return 0;
    }

    private static int Slot(char first, char last, int length) => (first * 11 + last * 5 + length * 67) & 1023;
}
