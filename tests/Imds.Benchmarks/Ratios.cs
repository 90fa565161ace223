using System.Diagnostics;
using Imds.Benchmarks.Analyzers;
using Imds.Benchmarks.Aot;
using Imds.Benchmarks.Builds;
using Imds.Benchmarks.Calls;
using Imds.Benchmarks.Generator;
using Imds.Benchmarks.Json;
using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks;

/// <summary>
/// Prints every figure beside its target, a line each, and fails where one is short. Each group is measured by a process of its own, so
/// that none meets the memory and the compiled code that another has left.
/// </summary>
internal static class Ratios
{
    private const int Short = 1;
    private const int Misused = 2;

    private static readonly IReadOnlyDictionary<string, Func<IAsyncEnumerable<Figure>>> Groups = new Dictionary<string, Func<IAsyncEnumerable<Figure>>>
    {
        ["json"] = JsonFigures.Measure,
        ["calls"] = CallFigures.Measure,
        ["generator"] = GeneratorFigures.Measure,
        ["analyzers"] = AnalyzerFigures.Measure,
        ["builds"] = BuildFigures.Measure,
        ["aot"] = AotFigures.Measure,
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> chosen)
    {
        if (!await AreKnownAsync(chosen)) return Misused;

        var clock = Stopwatch.StartNew();
        var isShort = false;
        // A group that breaks off has shown no figure, and says so with whichever code its system has for that.
        foreach (var name in Groups.Keys.Where(name => chosen.Count == 0 || chosen.Contains(name))) isShort |= await StartAsync(name) != 0;
        await Console.Error.WriteLineAsync(FormattableString.Invariant($"Measured in {clock.Elapsed.TotalSeconds:0} s."));
        return isShort ? Short : 0;
    }

    /// <summary>Measures one group, in this process.</summary>
    public static async Task<int> MeasureAsync(string group)
    {
        if (!await AreKnownAsync([group])) return Misused;

        var isShort = false;
        await foreach (var figure in Groups[group]())
        {
            Console.WriteLine(figure);
            isShort |= !figure.IsMet;
        }

        return isShort ? Short : 0;
    }

    private static async Task<bool> AreKnownAsync(IReadOnlyList<string> chosen)
    {
        var unknown = chosen.Except(Groups.Keys).ToList();
        if (unknown.Count > 0) await Console.Error.WriteLineAsync($"There is no group {string.Join(", ", unknown)}; the groups are {string.Join(", ", Groups.Keys)}.");
        return unknown.Count == 0;
    }

    private static async Task<int> StartAsync(string group)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Ratios).Assembly.Location, "measure", group]);
        if (group == "analyzers") AnalyzerFigures.Prepare(start.Environment);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
