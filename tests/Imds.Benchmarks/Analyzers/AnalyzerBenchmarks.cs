using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Benchmarks.Analyzers;

/// <summary>The analyzers of the package, and CA1416, over 100,000 lines.</summary>
public class AnalyzerBenchmarks
{
    private readonly LargeProject _withUses = new(SourceFiles.Write(lines: 100_000, uses: 2_000));
    private readonly LargeProject _withoutUses = new(SourceFiles.Write(lines: 100_000, uses: 0));
    private readonly DiagnosticAnalyzer _platform = DotNetSdk.PlatformCompatibility();
    private readonly ImmutableArray<DiagnosticAnalyzer> _ours =
        [.. typeof(ImdsGenerator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    private int _runs;

    [Benchmark]
    public Task<AnalyzerTimes> WithUses() => RunAsync(_withUses);

    [Benchmark]
    public Task<AnalyzerTimes> WithoutUses() => RunAsync(_withoutUses);

    internal IEnumerable<LargeProject> Projects => [_withUses, _withoutUses];

    /// <summary>
    /// Has all code compiled, which a compiler that builds for hours does once: with a project that has each kind of file.
    /// </summary>
    internal Task WarmUpAsync()
    {
        var small = new LargeProject(SourceFiles.Write(lines: 10_000, uses: 500));
        small.RequireNoErrors();
        return RunAsync(small);
    }

    // One build with all of them, in which the compiler notes for each how long its own code ran, as csc's /reportanalyzer shows it: so
    // both meet the same state of the machine. One thing is done at a time, since what waits for a processor would be counted too.
    private async Task<AnalyzerTimes> RunAsync(LargeProject project)
    {
        var options = new CompilationWithAnalyzersOptions(LargeProject.Options,
            onAnalyzerException: (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed.", exception),
            concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        // What the first one asks for may be there already for the second: they take turns.
        var analyzers = _runs++ % 2 == 0 ? _ours.Add(_platform) : _ours.Insert(0, _platform);
        var build = project.Build();
        GC.Collect();
        var result = await new CompilationWithAnalyzers(build, analyzers, options).GetAnalysisResultAsync(CancellationToken.None);
        var findings = result.GetAllDiagnostics();
        if (findings.Length > 0)
        {
            throw new InvalidOperationException("Nothing was to be found: " + string.Join("\n", findings.Take(5)));
        }

        double Time(DiagnosticAnalyzer analyzer) => result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds;
        return new AnalyzerTimes(_ours.Sum(Time), Time(_platform));
    }
}
