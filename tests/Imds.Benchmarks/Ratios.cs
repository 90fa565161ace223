using System.Diagnostics;
using Imds.Benchmarks.Analyzers;
using Imds.Benchmarks.Aot;
using Imds.Benchmarks.Builds;
using Imds.Benchmarks.Calls;
using Imds.Benchmarks.Generator;
using Imds.Benchmarks.Json;
using Imds.Benchmarks.Measuring;
using Imds.Benchmarks.Tool;

namespace Imds.Benchmarks;

/// <summary>
/// Prints every figure beside its target, a line each, and fails where one is short. Each group is measured by a process of its own, so
/// that none meets the memory and the compiled code that another has left; where it matters how the runtime compiles, by several.
/// </summary>
internal static class Ratios
{
    private const int Met = 0;
    private const int Short = 1;
    private const int Misused = 2;

    private static readonly IReadOnlyDictionary<string, Group> Groups = new Dictionary<string, Group>
    {
        ["json"] = new(JsonFigures.Measure, Processes: 3),
        ["calls"] = new(CallFigures.Measure, Processes: 3),
        ["generator"] = new(GeneratorFigures.Measure),
        ["analyzers"] = new(AnalyzerFigures.Measure),
        ["builds"] = new(BuildFigures.Measure),
        ["aot"] = new(AotFigures.Measure),
        ["tool"] = new(ToolFigures.Measure),
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> chosen)
    {
        if (!await AreKnownAsync(chosen))
        {
            return Misused;
        }

        var all = Stopwatch.StartNew();
        var isShort = false;
        foreach (var name in Groups.Keys.Where(name => chosen.Count == 0 || chosen.Contains(name)))
        {
            var clock = Stopwatch.StartNew();
            var figures = await MedianAsync(name);
            foreach (var figure in figures)
            {
                Console.WriteLine(figure);
            }

            isShort |= figures.Count == 0 || figures.Any(figure => !figure.IsMet);
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"{name}: {clock.Elapsed.TotalSeconds:0} s"));
        }

        await Console.Error.WriteLineAsync(FormattableString.Invariant($"Measured in {all.Elapsed.TotalSeconds:0} s."));
        return isShort ? Short : Met;
    }

    /// <summary>Measures one group, in this process.</summary>
    public static async Task<int> MeasureAsync(string group)
    {
        if (!await AreKnownAsync([group]))
        {
            return Misused;
        }

        var isShort = false;
        await foreach (var figure in Groups[group].Measure())
        {
            Console.WriteLine(figure);
            isShort |= !figure.IsMet;
        }

        return isShort ? Short : Met;
    }

    private static async Task<bool> AreKnownAsync(IReadOnlyList<string> chosen)
    {
        var unknown = chosen.Except(Groups.Keys).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"There is no group {string.Join(", ", unknown)}; the groups are {string.Join(", ", Groups.Keys)}.");
        }

        return unknown.Count == 0;
    }

    /// <returns>The figures of a group, over its processes; none where one of these broke off, which has said why.</returns>
    private static async Task<IReadOnlyList<Figure>> MedianAsync(string group)
    {
        var runs = new List<IReadOnlyList<Figure>>();
        while (runs.Count < Groups[group].Processes)
        {
            runs.Add(await StartAsync(group));
        }

        return [.. Enumerable.Range(0, runs.Min(run => run.Count)).Select(i => Figure.Median([.. runs.Select(run => run[i])]))];
    }

    private static async Task<IReadOnlyList<Figure>> StartAsync(string group)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Ratios).Assembly.Location, "measure", group]) { RedirectStandardOutput = true };
        if (group == "analyzers")
        {
            AnalyzerFigures.Prepare(start.Environment);
        }

        using var process = Process.Start(start)!;
        var figures = new List<Figure>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            figures.Add(Figure.Parse(line));
        }

        await process.WaitForExitAsync();
        return process.ExitCode is Met or Short ? figures : [];
    }

    /// <param name="Measure">Measures all its figures, in this process.</param>
    /// <param name="Processes">How many the figures are the median of.</param>
    private sealed record Group(Func<IAsyncEnumerable<Figure>> Measure, int Processes = 1);
}
