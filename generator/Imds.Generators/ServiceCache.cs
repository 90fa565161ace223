using Imds.Generators.Model;
using Imds.Generators.Specs;
using Imds.Generators.Versions;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators;

/// <summary>
/// The service as the last few sets of specs describe it. The generator and each analyzer ask for the same one in every compilation, and
/// projects of a solution mostly share theirs, so each content is read once.
/// </summary>
internal static class ServiceCache
{
    private const int Capacity = 8;

    private static readonly object Gate = new();
    private static readonly LinkedList<(EquatableArray<SpecFile> Files, Lazy<Outcome<ServiceView>> Service)> Entries = new();

    /// <summary>
    /// The service by a project's specs, for whoever does not hand them on; null where the project has none or they cannot be read.
    /// </summary>
    public static ServiceView? Read(AnalyzerOptions options, CancellationToken cancellation)
    {
        var files = SpecFile.Read(options.AdditionalFiles, options.AnalyzerConfigOptionsProvider, cancellation);
        return files.Count == 0 ? null : Read(files).Value;
    }

    public static Outcome<ServiceView> Read(EquatableArray<SpecFile> files)
    {
        Lazy<Outcome<ServiceView>> service;
        lock (Gate)
        {
            var node = Entries.First;
            while (node is not null && !node.Value.Files.Equals(files))
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new LinkedListNode<(EquatableArray<SpecFile>, Lazy<Outcome<ServiceView>>)>((files,
                    new Lazy<Outcome<ServiceView>>(() => ReadAnew(files))));
            }
            else
            {
                Entries.Remove(node);
            }

            Entries.AddFirst(node);
            if (Entries.Count > Capacity)
            {
                Entries.RemoveLast();
            }

            service = node.Value.Service;
        }
        return service.Value;
    }

    private static Outcome<ServiceView> ReadAnew(EquatableArray<SpecFile> files)
    {
        var problems = new List<Problem>();
        var model = SpecSet.Choose(files, problems) is { } specs ? ReadModel(specs, problems) : null;
        return new Outcome<ServiceView>(model is null ? null : new ServiceView(model), problems.Distinct().ToEquatable());
    }

    private static ApiModel? ReadModel(SpecSet specs, List<Problem> problems)
    {
        var tables = VersionTableReader.Read(specs.Tables, problems);
        return SwaggerReader.Read(specs.Swagger, problems) is { } swagger ? ApiModelBuilder.Build(swagger, tables, problems) : null;
    }
}
