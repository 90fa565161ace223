using System.Diagnostics;
using Imds.Benchmarks.Analyzers;
using Imds.Benchmarks.Aot;
using Imds.Benchmarks.Builds;
using Imds.Benchmarks.Calls;
using Imds.Benchmarks.Generator;
using Imds.Benchmarks.Json;
using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks;

/// <summary>Prints every figure beside its target, a line each, and fails where one is short.</summary>
internal static class Ratios
{
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
        var unknown = chosen.Except(Groups.Keys).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync($"There is no group {string.Join(", ", unknown)}; the groups are {string.Join(", ", Groups.Keys)}.");
            return 2;
        }

        var clock = Stopwatch.StartNew();
        var isShort = false;
        foreach (var (name, measure) in Groups)
        {
            if (chosen.Count > 0 && !chosen.Contains(name)) continue;
            await foreach (var figure in measure())
            {
                Console.WriteLine(figure);
                isShort |= !figure.IsMet;
            }
        }

        await Console.Error.WriteLineAsync(FormattableString.Invariant($"Measured in {clock.Elapsed.TotalSeconds:0} s."));
        return isShort ? 1 : 0;
    }
}
