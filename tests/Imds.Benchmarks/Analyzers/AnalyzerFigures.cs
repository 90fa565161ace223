using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Analyzers;

internal static class AnalyzerFigures
{
    /// <summary>
    /// A compiler that has been running for a while: with the garbage collector that it has, with all code compiled as well as it gets, and
    /// with room for a whole build, since a collection would be counted to whichever analyzer happens to be at work.
    /// </summary>
    public static void Prepare(IDictionary<string, string?> environment)
    {
        environment["DOTNET_gcServer"] = "1";
        environment["DOTNET_GCgen0size"] = "0x60000000";
        environment["DOTNET_TieredCompilation"] = "0";
    }

    public static async IAsyncEnumerable<Figure> Measure()
    {
        var analyzers = new AnalyzerBenchmarks();
        foreach (var project in analyzers.Projects)
        {
            await Console.Error.WriteLineAsync($"{project.Lines} lines with {project.Uses} uses of IMDS");
        }

        await analyzers.WarmUpAsync();

        yield return Figure.AtMost(0.25, "analyzers, 2,000 uses of IMDS: time, against CA1416",
            await RatioAsync(analyzers.WithUses, runs: 3));
        yield return Figure.AtMost(0.02, "analyzers, no use of IMDS: time, against CA1416",
            await RatioAsync(analyzers.WithoutUses, runs: 1));
    }

    private static async Task<double> RatioAsync(Func<Task<AnalyzerTimes>> run, int runs)
    {
        var ratios = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var times = await run();
            ratios.Add(times.Ours / times.Platform);
        }

        return Pair.Median(ratios);
    }
}
