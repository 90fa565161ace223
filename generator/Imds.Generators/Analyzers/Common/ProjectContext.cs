using System.Runtime.CompilerServices;
using Imds.Generators.Analyzers.Common.Urls;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Common;

/// <summary>
/// What all analyzers of one compilation share: the project, what there is at which version, and where the code mentions it.
/// </summary>
internal sealed class ProjectContext
{
    /// <summary>What clients and their connections give their version as.</summary>
    public const string ApiVersionMember = "ApiVersion";

    // The compiler starts each analyzer by itself, and has no place for what they share.
    private static readonly ConditionalWeakTable<Compilation, Shared> Compilations = new();

    private ProjectContext(ImdsProject project, Compilation compilation, SourceIndex index, CancellationToken cancellation)
    {
        (Project, Compilation, Index) = (project, compilation, index);
        Endpoints = [.. project.Model.All.Roots.Select(RouteFinder.Segment)];
        Owners = new Owners(project, compilation);
        Catalog = Catalog.Of(project.Model);
        Values = FieldValues.Of(project.Model);
        Possible = Catalog.Where(version => project.Minimum <= version && version <= project.Target);
        Later = Catalog.Where(version => version > project.Target);
        Newer = Catalog.NamesMissingIn(Possible);
        // Types of other assemblies may have any version, so where a name is always there is all that can be left out.
        Missing = Catalog.NamesMissingIn(Catalog.Where(_ => true));
        Outdated = [.. Catalog.All.Where(found => found.Entry.Deprecated.Length > 0 || !found.Entry.Versions.Includes(Later))
            .Select(found => found.Name)];

        index.Add([ApiVersionMember, .. Newer], SourceIndex.Term.LacksMinimum);
        index.Add(Catalog.TypeNames.Where(Missing.Contains), SourceIndex.Term.VersionedType);
        index.Add(Outdated, SourceIndex.Term.Outdated);
        index.Add(VersionAttributeNames.Terms, SourceIndex.Term.VersionAttribute);
        index.Add(Values.Names, SourceIndex.Term.KnownValues);
        index.Add(BaseAddresses.Terms, SourceIndex.Term.BaseAddress);
        index.AddRequestMembers(cancellation);
        BaseAddresses = BaseAddresses.Read(compilation,
            index.Mentioned.HasFlag(SourceIndex.Feature.Requests) ? index.TokensIn(SourceIndex.Term.BaseAddress, cancellation) : [],
            cancellation);
        if (!BaseAddresses.IsEmpty)
        {
            // What is asked for below a base address need not have the term that each whole address has.
            index.Add(project.Model.All.Roots.SelectMany(root => root.Children.Prepend(root)).Select(RouteFinder.Segment),
                SourceIndex.Term.Request);
        }
    }

    public ImdsProject Project { get; }

    public Compilation Compilation { get; }

    public SourceIndex Index { get; }

    /// <summary>The first segments of the service's routes.</summary>
    public IReadOnlyCollection<string> Endpoints { get; }

    public Owners Owners { get; }

    public BaseAddresses BaseAddresses { get; }

    public Catalog Catalog { get; }

    public FieldValues Values { get; }

    /// <summary>The versions that a client can have come to an agreement on: those known from the minimum to the target.</summary>
    public VersionSet Possible { get; }

    public VersionSet Later { get; }

    /// <summary>The names of what some possible version lacks.</summary>
    public HashSet<string> Newer { get; }

    /// <summary>The names of what any version lacks.</summary>
    public HashSet<string> Missing { get; }

    /// <summary>The names of what is deprecated, or gone at a later version.</summary>
    public HashSet<string> Outdated { get; }

    /// <summary>Null where the code mentions none of the features, or where the project does not use IMDS.</summary>
    public static ProjectContext? Of(CompilationStartAnalysisContext start, SourceIndex.Feature features)
    {
        var shared = Compilations.GetValue(start.Compilation, static _ => new Shared());
        lock (shared)
        {
            // The options may change where the compilation does not.
            if (shared.Options != start.Options)
            {
                (shared.Options, shared.Index, shared.Context, shared.IsRead) = (start.Options, new SourceIndex(start), null, false);
            }

            if ((shared.Index!.Mentioned & features) == 0)
            {
                return null;
            }

            if (!shared.IsRead)
            {
                shared.Context = ImdsProject.Read(start.Compilation, start.Options, start.CancellationToken) is { } project
                    ? new ProjectContext(project, start.Compilation, shared.Index, start.CancellationToken) : null;
                shared.IsRead = true;
            }

            return shared.Context;
        }
    }

    private sealed class Shared
    {
        public AnalyzerOptions? Options { get; set; }

        public SourceIndex? Index { get; set; }

        public bool IsRead { get; set; }

        public ProjectContext? Context { get; set; }
    }
}
