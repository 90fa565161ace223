using System.Runtime.CompilerServices;
using Imds.Generators.Analyzers.Availability;
using Imds.Generators.Analyzers.Requests;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers;

/// <summary>The names that the rules are about, and where they stand in the project: the same for all its analyzers.</summary>
internal sealed class Names
{
    /// <summary>What clients and their connections say their version with.</summary>
    public const string ApiVersion = "ApiVersion";

    private static readonly ConditionalWeakTable<ImdsProject, Names> Cache = new();

    private Names(ImdsProject project, Compilation compilation, CancellationToken cancellation)
    {
        Catalog = Catalog.Of(project.Model);
        Possible = Catalog.Where(version => project.Minimum <= version && version <= project.Target);
        Later = Catalog.Where(version => version > project.Target);
        Newer = Catalog.NamesMissingIn(Possible);
        // Types of other assemblies may have any version, so where a name is always there is all that can be left out.
        Missing = Catalog.NamesMissingIn(Catalog.Where(_ => true));
        Outdated = [.. Catalog.All.Where(found => found.Entry.Deprecated.Length > 0 || !found.Entry.Versions.Includes(Later)).Select(found => found.Name)];

        var words = new Dictionary<string, Interest>(StringComparer.Ordinal);
        Add([ApiVersion, .. Newer], Interest.Minimum);
        Add(Catalog.TypeNames.Where(Missing.Contains), Interest.Types);
        Add(Outdated, Interest.Outdated);
        var holders = RequestHolders.In(compilation, cancellation);
        Add(holders, Interest.Requests);
        Spots = new Spots(words);
        while (RequestHolders.Of(holders, Spots, compilation, cancellation))
        {
            Add(holders, Interest.Requests);
            Spots = new Spots(words);
        }

        void Add(IEnumerable<string> names, Interest interest)
        {
            foreach (var name in names)
            {
                words[name] = words.TryGetValue(name, out var others) ? others | interest : interest;
            }
        }
    }

    public static Names Of(ImdsProject project, Compilation compilation, CancellationToken cancellation) =>
        Cache.GetValue(project, project => new Names(project, compilation, cancellation));

    public Catalog Catalog { get; }

    /// <summary>The versions that a client can have come to an agreement on: those known from the minimum to the target.</summary>
    public VersionSet Possible { get; }

    public VersionSet Later { get; }

    /// <summary>What some possible version lacks.</summary>
    public HashSet<string> Newer { get; }

    /// <summary>What any version lacks.</summary>
    public HashSet<string> Missing { get; }

    /// <summary>What is deprecated, or gone at a later version.</summary>
    public HashSet<string> Outdated { get; }

    public Spots Spots { get; }
}
