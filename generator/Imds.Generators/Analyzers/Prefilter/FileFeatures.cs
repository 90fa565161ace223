using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Prefilter;

/// <summary>What the text of one file mentions.</summary>
/// <param name="Requests">The positions at which a request could be written.</param>
/// <param name="IsRazor">Whether it is what Razor made of a page or component: generated, and still the user's code.</param>
internal sealed record FileFeatures(SourceIndex.Feature Features, int[] Requests, bool IsRazor = false)
{
    /// <summary>Where the rarest letter is in the term that each request has.</summary>
    private const int Rare = 4;

    // Made of names, so that this folder refers to nothing outside itself.
    private const string Generator = $"{nameof(Imds)}.{nameof(Generators)}.{nameof(ImdsGenerator)}";

    private static readonly char[] RareLetters =
        [char.ToLowerInvariant(SourceIndex.RequestTerm[Rare]), char.ToUpperInvariant(SourceIndex.RequestTerm[Rare])];

    private static readonly FileFeatures None = new(SourceIndex.Feature.None, []);

    /// <summary>Whether the file is one that our generator wrote.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.IndexOf(Generator, StringComparison.Ordinal) >= 0;

    public static FileFeatures Read(SyntaxTree tree)
    {
        if (IsGenerated(tree))
        {
            return None;
        }

        var text = tree.GetText().ToString();
        var requests = RequestsIn(text);
        var features = requests.Count > 0 ? SourceIndex.Feature.Requests : SourceIndex.Feature.None;
        // To use anything of ours, some file has to name the namespace that it is in.
        if (Has("Imds"))
        {
            features |= SourceIndex.Feature.GeneratedTypes;
            if (Has("global"))
            {
                features |= SourceIndex.Feature.GlobalUsings;
            }

            if (Has("RequiresImdsVersion"))
            {
                features |= SourceIndex.Feature.VersionDemands;
            }

            if (Has("ImdsVersionGuard"))
            {
                features |= SourceIndex.Feature.VersionGuards;
            }

            if (Has("ImdsDocument"))
            {
                features |= SourceIndex.Feature.Documents;
            }

            if (Has("ImdsRoute"))
            {
                features |= SourceIndex.Feature.RouteTemplates;
            }
        }
        return features == SourceIndex.Feature.None ? None : new FileFeatures(features, [.. requests], IsRazorOutput(text));

        bool Has(string term) => text.IndexOf(term, StringComparison.Ordinal) >= 0;
    }

    /// <summary>Razor names the file that it was given in the first lines, together with its hash.</summary>
    private static bool IsRazorOutput(string text)
    {
        const int firstLines = 2000;
        const string checksum = "#pragma checksum \"";
        var start = text.IndexOf(checksum, 0, Math.Min(text.Length, firstLines), StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        start += checksum.Length;
        var end = text.IndexOf('"', start);
        return end > 0 && IsRazorFile(text.Substring(start, end - start));
    }

    public static bool IsRazorFile(string path) =>
        path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase);

    // A search that ignores case goes letter by letter where globalization is off, as it is in many a build: ten times as long.
    private static List<int> RequestsIn(string text)
    {
        const string term = SourceIndex.RequestTerm;
        var found = new List<int>();
        for (var i = Rare; i < text.Length && (i = text.IndexOfAny(RareLetters, i)) >= 0; i++)
        {
            if ((text[i - 1] | ' ') == term[Rare - 1]
                && string.Compare(text, i - Rare, term, 0, term.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                found.Add(i - Rare);
            }
        }

        return found;
    }
}
