namespace Imds.Generators.Analyzers.Prefilter;

/// <summary>A position at which a term stands.</summary>
internal readonly record struct TermPosition(int Position, SourceIndex.Term Term);

/// <summary>
/// Finds terms in the text of a source file, whatever they mean there: a comment has terms too. It is far faster than to look at tokens,
/// and takes too much rather than too little.
/// </summary>
internal sealed class TermMatcher
{
    private static readonly bool[] WordCharacters =
        [.. Enumerable.Range(0, 128).Select(code => (char)code is '_' || char.IsLetterOrDigit((char)code))];

    // By a number that costs nothing to know of a word in the text, and that few terms share.
    private readonly KeyValuePair<string, SourceIndex.Term>[]?[] _buckets = new KeyValuePair<string, SourceIndex.Term>[]?[1024];

    public TermMatcher(IReadOnlyDictionary<string, SourceIndex.Term> terms)
    {
        // While code is typed, a name that is not there yet is the empty word.
        foreach (var group in terms.Where(term => term.Key.Length > 0)
            .GroupBy(term => Bucket(term.Key[0], term.Key[term.Key.Length - 1], term.Key.Length)))
        {
            _buckets[group.Key] = [.. group];
        }
    }

    /// <summary>Where they stand, in order.</summary>
    public TermPosition[] In(string text)
    {
        var (characters, buckets) = (WordCharacters, _buckets);
        var found = new List<TermPosition>();
        for (var i = 0; i < text.Length; i++)
        {
            var first = text[i];
            if (first < characters.Length && !characters[first])
            {
                // An identifier may be written with escapes; what it is then is left to the compiler.
                if (first == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U')
                {
                    found.Add(new TermPosition(i, (SourceIndex.Term)(-1)));
                }

                continue;
            }
            var start = i++;
            while (i < text.Length && (text[i] >= characters.Length || characters[text[i]]))
            {
                i++;
            }

            if (buckets[Bucket(first, text[i - 1], i - start)] is { } bucket && Find(bucket, text, start, i - start) is var term and not 0)
            {
                found.Add(new TermPosition(start, term));
            }

            i--;
        }
        return [.. found];
    }

    private static SourceIndex.Term Find(KeyValuePair<string, SourceIndex.Term>[] bucket, string text, int start, int length)
    {
        foreach (var term in bucket)
        {
            if (term.Key.Length == length && string.CompareOrdinal(text, start, term.Key, 0, length) == 0)
            {
                return term.Value;
            }
        }

        return 0;
    }

    private static int Bucket(char first, char last, int length) => (first * 11 + last * 5 + length * 67) & 1023;
}
