using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Analyzers;

internal static class AnalyzerFigures
{
    private const int Samples = 5;

    public static async IAsyncEnumerable<Figure> Measure()
    {
        var analyzers = new AnalyzerBenchmarks();
        analyzers.RequireNoErrors();
        foreach (var project in analyzers.Projects) await Console.Error.WriteLineAsync($"{project.Lines} lines with {project.Uses} uses of IMDS");
        await analyzers.WarmUpAsync();

        yield return Figure.AtMost(0.25, "analyzers, 2,000 uses of IMDS: time, against CA1416", await MedianAsync(analyzers.WithUses));
        yield return Figure.AtMost(0.02, "analyzers, no use of IMDS: time, against CA1416", await MedianAsync(analyzers.WithoutUses));
    }

    private static async Task<double> MedianAsync(Func<Task<double>> ratio)
    {
        var ratios = new List<double>();
        for (var i = 0; i < Samples; i++) ratios.Add(await ratio());
        return Pair.Median(ratios);
    }
}
