using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers;

/// <summary>What the code of a project can have in it, for all that its text shows.</summary>
[Flags]
internal enum Topics
{
    None = 0,

    /// <summary>Some code could use generated types.</summary>
    Types = 1,

    /// <summary>Some member could demand a version of its callers.</summary>
    Demands = 2,

    /// <summary>Some member could be marked as a guard.</summary>
    Guards = 4,

    /// <summary>Some type could be marked as a document.</summary>
    Documents = 8,

    /// <summary>Some text could be a request.</summary>
    Requests = 16,

    /// <summary>Some text could be the template of a route.</summary>
    Templates = 32,

    /// <summary>Some file could bring generated types into the sight of all others, which then need not say where they are.</summary>
    GlobalUsings = 64,
}

/// <summary>
/// Whether a project's own text speaks of IMDS at all. Most code does not, and then no symbol and no operation of it is looked at. Each
/// tree is read once: the compiler keeps the trees of files that did not change.
/// </summary>
internal static class Mentions
{
    private const string Runtime = "Imds.Runtime";

    /// <summary>Where the rarest letter is in the word that each request has.</summary>
    private const int Rare = 4;

    private static readonly char[] RareLetters = [char.ToLowerInvariant(Requests.Request.Root[Rare]), char.ToUpperInvariant(Requests.Request.Root[Rare])];
    private static readonly string Generator = typeof(ImdsGenerator).FullName!;
    private static readonly ConditionalWeakTable<Compilation, StrongBox<Topics>> Compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Mention> Trees = new();

    public static Topics Of(Compilation compilation, CancellationToken cancellation)
    {
        if (Compilations.TryGetValue(compilation, out var known))
        {
            return known.Value;
        }

        var topics = Read(compilation, cancellation);
        return Compilations.GetValue(compilation, _ => new StrongBox<Topics>(topics)).Value;
    }

    public static Mention Of(SyntaxTree tree) => Trees.GetValue(tree, Read);

    /// <summary>Whether the file is one of ours.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.IndexOf(Generator, StringComparison.Ordinal) >= 0;

    private static Topics Read(Compilation compilation, CancellationToken cancellation)
    {
        if (compilation.AssemblyName != Runtime && !compilation.ReferencedAssemblyNames.Any(reference => reference.Name == Runtime))
        {
            return Topics.None;
        }

        // A library that was built with generated types may hand them on to code that never spells their names.
        var isHandedOn = compilation.SourceModule.ReferencedAssemblySymbols.Any(library => library.Name != Runtime
            && library.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime)));
        var topics = isHandedOn ? Topics.Types | Topics.Demands | Topics.Guards : Topics.None;
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            topics |= Of(tree).Topics;
        }
        return topics;
    }

    private static Mention Read(SyntaxTree tree)
    {
        if (IsGenerated(tree))
        {
            return Mention.None;
        }

        var text = tree.GetText().ToString();
        var requests = RequestsIn(text);
        var topics = requests.Count > 0 ? Topics.Requests : Topics.None;
        // To use anything of ours, some file has to name the namespace that it is in.
        if (Has("Imds"))
        {
            topics |= Topics.Types;
            if (Has("global"))
            {
                topics |= Topics.GlobalUsings;
            }

            if (Has("RequiresImdsVersion"))
            {
                topics |= Topics.Demands;
            }

            if (Has("ImdsVersionGuard"))
            {
                topics |= Topics.Guards;
            }

            if (Has("ImdsDocument"))
            {
                topics |= Topics.Documents;
            }

            if (Has("ImdsRoute"))
            {
                topics |= Topics.Templates;
            }
        }
        return topics == Topics.None ? Mention.None : new Mention(topics, [.. requests]);

        bool Has(string word) => text.IndexOf(word, StringComparison.Ordinal) >= 0;
    }

    // A search that ignores case goes letter by letter where globalization is off, as it is in many a build: ten times as long.
    private static List<int> RequestsIn(string text)
    {
        var found = new List<int>();
        for (var i = Rare; i < text.Length && (i = text.IndexOfAny(RareLetters, i)) >= 0; i++)
        {
            if ((text[i - 1] | ' ') == Requests.Request.Root[Rare - 1] && string.Compare(text, i - Rare, Requests.Request.Root, 0, Requests.Request.Root.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                found.Add(i - Rare);
            }
        }

        return found;
    }
}

/// <summary>What a file speaks of.</summary>
/// <param name="Requests">The places at which a request could be written.</param>
internal sealed record Mention(Topics Topics, int[] Requests)
{
    public static Mention None { get; } = new(Topics.None, []);
}
