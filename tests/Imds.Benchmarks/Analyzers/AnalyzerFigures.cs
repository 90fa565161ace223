using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Analyzers;

internal static class AnalyzerFigures
{
    private const int Samples = 4;

    public static async IAsyncEnumerable<Figure> Measure()
    {
        var analyzers = new AnalyzerBenchmarks();
        analyzers.RequireNoErrors();
        var (with, without) = (SourceFiles.WithUses(), SourceFiles.WithoutUses());
        await Console.Error.WriteLineAsync(
            $"{with.Count} files, {with.Sum(SourceFiles.LinesIn)} lines, {with.Sum(SourceFiles.UsesIn)} uses of IMDS; {without.Count} files, {without.Sum(SourceFiles.LinesIn)} lines without any");

        yield return Figure.AtMost(0.25, "analyzers, 2,000 uses of IMDS: time, against CA1416", await MedianAsync(analyzers.WithUses));
        yield return Figure.AtMost(0.02, "analyzers, no use of IMDS: time, against CA1416", await MedianAsync(analyzers.WithoutUses));
    }

    private static async Task<double> MedianAsync(Func<Task<double>> ratio)
    {
        await ratio(); // the first time is for what is done once in a process, by the runtime's compiler too
        var ratios = new List<double>();
        for (var i = 0; i < Samples; i++) ratios.Add(await ratio());
        return Pair.Median(ratios);
    }
}
