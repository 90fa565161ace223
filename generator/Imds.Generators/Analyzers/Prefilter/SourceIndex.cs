using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Prefilter;

/// <summary>
/// Which files of a compilation mention IMDS at all, and where the terms that the rules are about stand in them: a search in plain text,
/// before any symbol or operation is looked at. Most code mentions nothing, and costs nothing more. What it finds are candidates only;
/// the rules ask the compiler what each of them is.
/// </summary>
internal sealed class SourceIndex
{
    /// <summary>The word that the path of each request begins with.</summary>
    public const string RequestTerm = "metadata";

    private const string Runtime = "Imds.Runtime";

    // Kept as long as the tree lives, so that after a change one file is read anew. The compiler's driver has a place for such values as
    // well, which takes twice as long as to read the files.
    private static readonly ConditionalWeakTable<SyntaxTree, FileFeatures> Features = new();

    private readonly Compilation _compilation;
    private readonly Dictionary<SyntaxTree, FileFeatures> _files = [];
    private readonly Dictionary<string, Term> _terms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SyntaxTree, FileTerms> _found = [];
    private TermMatcher? _matcher;

    /// <summary>The file that was asked for last is mostly the one that is asked for next, once for each of its members.</summary>
    private volatile FileTerms? _last;

#pragma warning disable RS1012 // It registers nothing: it reads the files that the analyzers are about to look at.
    public SourceIndex(CompilationStartAnalysisContext start)
#pragma warning restore RS1012
    {
        _compilation = start.Compilation;
        if (!RefersToRuntime(_compilation))
        {
            return;
        }

        // A library that was built with generated types may hand them on to code that never spells their names.
        var isHandedOn = _compilation.SourceModule.ReferencedAssemblySymbols.Any(library => library.Name != Runtime
            && library.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime)));
        // The same where a project names the namespace itself.
        isHandedOn |= start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.ImdsNamespace", out var named)
            && named.Length > 0;
        Mentioned = isHandedOn
            ? Feature.GeneratedTypes | Feature.VersionDemands | Feature.VersionGuards | Feature.NamelessUses : Feature.None;
        foreach (var tree in _compilation.SyntaxTrees)
        {
            start.CancellationToken.ThrowIfCancellationRequested();
            var file = Features.GetValue(tree, FileFeatures.Read);
            if (file.Features != Feature.None || file.IsRazor)
            {
                _files.Add(tree, file);
                Mentioned |= file.Features;
            }
        }
    }

    /// <summary>What the code of a project can have in it, for all that its text shows.</summary>
    [Flags]
    internal enum Feature
    {
        None = 0,

        /// <summary>Some code could use generated types.</summary>
        GeneratedTypes = 1,

        /// <summary>Some member could demand a version of its callers.</summary>
        VersionDemands = 2,

        /// <summary>Some member could be marked as a guard.</summary>
        VersionGuards = 4,

        /// <summary>Some type could be marked as a document.</summary>
        Documents = 8,

        /// <summary>Some string could be a request.</summary>
        Requests = 16,

        /// <summary>Some string could be the template of a route.</summary>
        RouteTemplates = 32,

        /// <summary>
        /// A file need not say where the generated types are: another brings them into the scope of all, or their namespace has
        /// another name.
        /// </summary>
        NamelessUses = 64,
    }

    /// <summary>What makes a term one to look for.</summary>
    [Flags]
    internal enum Term
    {
        /// <summary>The minimum version may lack what is called so.</summary>
        LacksMinimum = 1,

        /// <summary>A type that some version lacks.</summary>
        VersionedType = 2,

        /// <summary>What the service has given up, or will have.</summary>
        Outdated = 4,

        /// <summary>What could be a part of a request, or names a field or property that holds one.</summary>
        Request = 8,

        /// <summary>An attribute that names a version.</summary>
        VersionAttribute = 16,

        /// <summary>A field whose values are known.</summary>
        KnownValues = 32,

        /// <summary>What a client is given its base address with.</summary>
        BaseAddress = 64,
    }

    /// <summary>What any file of the compilation mentions.</summary>
    public Feature Mentioned { get; }

    /// <summary>The files that Razor made of pages and components.</summary>
    public IEnumerable<SyntaxTree> RazorFiles => _files.Where(file => file.Value.IsRazor).Select(file => file.Key);

    /// <summary>Whether a place in the output of Razor stands in the page or component itself.</summary>
    public static bool IsInRazorFile(Location location) =>
        location.GetMappedLineSpan() is { HasMappedPath: true, Path: var path } && FileFeatures.IsRazorFile(path);

    public Feature MentionedIn(SyntaxTree tree) => _files.TryGetValue(tree, out var file) ? file.Features : Feature.None;

    /// <summary>Adds terms to look for. All are there before the first question is asked.</summary>
    public void Add(IEnumerable<string> terms, Term kind)
    {
        foreach (var term in terms)
        {
            _terms[term] = _terms.TryGetValue(term, out var others) ? others | kind : kind;
        }

        _matcher = null;
        _found.Clear();
        _last = null;
    }

    /// <summary>
    /// Adds the names of the project's own fields and properties that hold a part of a request, directly or by way of others.
    /// </summary>
    public void AddRequestMembers(CancellationToken cancellation)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var members = RequestMembers.Of(_files.SelectMany(file => file.Value.Requests.Select(position =>
            TokenAt(file.Key.GetRoot(cancellation), position))));
        while (members.Count > known.Count)
        {
            known.UnionWith(members);
            Add(members, Term.Request);
            members.UnionWith(RequestMembers.Of(TokensIn(Term.Request, cancellation).Select(token => (SyntaxToken?)token)));
        }
    }

    /// <summary>The tokens in which terms of a kind stand, file by file.</summary>
    public IEnumerable<SyntaxToken> TokensIn(Term kind, CancellationToken cancellation) => _compilation.SyntaxTrees
        .Where(tree => !FileFeatures.IsGenerated(tree) && In(tree).Length > 0)
        .SelectMany(tree => TokensIn(tree.GetRoot(cancellation), kind));

    /// <summary>The tokens of a piece of code with a word in them, of which nothing else is looked at.</summary>
    public static IEnumerable<SyntaxToken> TokensWith(SyntaxNode code, string word) =>
        TokensWith(code.SyntaxTree.GetText().ToString(), () => code, word, code.SpanStart, code.Span.End);

    private static IEnumerable<SyntaxToken> TokensWith(string text, Func<SyntaxNode> code, string word, int start, int end)
    {
        for (var i = start; (i = text.IndexOf(word, i, end - i, StringComparison.Ordinal)) >= 0; i += word.Length)
        {
            if (TokenAt(code(), i) is { } token)
            {
                yield return token;
            }
        }
    }

    /// <summary>Whether a word stands in a piece of code.</summary>
    public static bool IsIn(SyntaxNode code, string word) =>
        code.SyntaxTree.GetText().ToString().IndexOf(word, code.SpanStart, code.Span.Length, StringComparison.Ordinal) >= 0;

    /// <summary>Whether any term of a kind stands in some of these pieces of code.</summary>
    public bool IsIn(ImmutableArray<IOperation> blocks, Term kind)
    {
        foreach (var block in blocks)
        {
            if (IsIn(block.Syntax, kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any term of a kind stands in a piece of code.</summary>
    public bool IsIn(SyntaxNode code, Term kind)
    {
        var (terms, span) = (In(code.SyntaxTree), code.FullSpan);
        for (var i = FirstIn(terms, span.Start); i < terms.Length && terms[i].Position < span.End; i++)
        {
            if ((terms[i].Term & kind) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tokens of a piece of code in which terms of a kind stand.</summary>
    public IEnumerable<SyntaxToken> TokensIn(SyntaxNode code, Term kind)
    {
        var (terms, span) = (In(code.SyntaxTree), code.FullSpan);
        for (var i = FirstIn(terms, span.Start); i < terms.Length && terms[i].Position < span.End; i++)
        {
            if ((terms[i].Term & kind) != 0 && TokenAt(code, terms[i].Position) is { } token)
            {
                yield return token;
            }
        }
    }

    private static bool RefersToRuntime(Compilation compilation) =>
        compilation.AssemblyName == Runtime || compilation.ReferencedAssemblyNames.Any(reference => reference.Name == Runtime);

    /// <summary>The token that has the position in it; null where that is in a comment.</summary>
    private static SyntaxToken? TokenAt(SyntaxNode code, int position) =>
        code.FindToken(position) is var token && token.Span.Contains(position) ? token : null;

    private TermPosition[] In(SyntaxTree tree)
    {
        var last = _last;
        if (last?.Tree != tree)
        {
            _last = last = _found.TryGetValue(tree, out var known) ? known : _found.GetOrAdd(tree, Find(tree));
        }

        return last.Positions;
    }

    private FileTerms Find(SyntaxTree tree)
    {
        var terms = (_matcher ??= new TermMatcher(_terms)).In(tree.GetText().ToString());
        return new FileTerms(tree, _files.TryGetValue(tree, out var file) && file.Requests.Length > 0
            ? [.. terms.Concat(file.Requests.Select(position => new TermPosition(position, Term.Request))).OrderBy(term => term.Position)]
            : terms);
    }

    private static int FirstIn(TermPosition[] terms, int start)
    {
        var (low, high) = (0, terms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (terms[middle].Position < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private sealed class FileTerms(SyntaxTree tree, TermPosition[] positions)
    {
        public SyntaxTree Tree => tree;

        public TermPosition[] Positions => positions;
    }
}
