using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Imds.Benchmarks.Generator;

/// <summary>Runs of the generator inside a compiler that has run it before.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private static readonly IReadOnlyList<string> Versions =
        [.. File.ReadLines(Repository.PathOf("specs", "versions", "api-versions.csv"))
            .Where(row => row.EndsWith(",instance", StringComparison.Ordinal)).Select(row => row.Split(',')[0])];

    private readonly Consumer _one = new(Versions[^1]);
    private readonly Consumer _every = new(Versions[^1], string.Join(',', Versions));
    private readonly Editor _editor;

    public GeneratorBenchmarks() => _editor = new Editor(_one);

    /// <summary>A driver that has done nothing yet, for the newest version. What comes of the specs is known from the last run.</summary>
    [Benchmark(Baseline = true)]
    public object OneVersion() => _one.Driver().RunGenerators(Consumer.Compilation);

    /// <summary>The same where the Swagger has changed since.</summary>
    [Benchmark]
    public object OneVersionOfNewSpecs() => _one.Driver(Specs.Changed()).RunGenerators(Consumer.Compilation);

    /// <summary>The newest version, and a namespace for each of all versions.</summary>
    [Benchmark]
    public object EveryVersion() => _every.Driver().RunGenerators(Consumer.Compilation);

    /// <summary>The same where the Swagger has changed since.</summary>
    [Benchmark]
    public object EveryVersionOfNewSpecs() => _every.Driver(Specs.Changed()).RunGenerators(Consumer.Compilation);

    /// <summary>What an editor has the generator do after a keystroke in a file that says nothing about IMDS.</summary>
    [Benchmark]
    public object Keystroke() => _editor.Type();

    internal void RequireComplete()
    {
        Editor.RequireNothingNew(_one);
        var files = _every.Driver().RunGenerators(Consumer.Compilation)
            .GetRunResult().GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath)).ToHashSet();
        var missing = Versions.Select(version => $"Imds.V{version.Replace('-', '_')}.ImdsClient.g.cs").Where(file => !files.Contains(file))
            .ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"There is no {string.Join(", ", missing)}.");
        }
    }
}
