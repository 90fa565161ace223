using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Generator;

internal static class GeneratorFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        var generator = new GeneratorBenchmarks();
        generator.RequireComplete();

        yield return Figure.AtMost(12, "generator, 34 versions: time, against one",
            Pair.RatioOfRuns(() => generator.EveryVersion(), 1, () => generator.OneVersion(), 5, samples: 51));

        // Somebody types a line; a run from the specs on stands against each of its keystrokes.
        yield return Figure.AtMost(0.01, "generator, keystroke elsewhere: time, against a full run",
            Pair.RatioOfRuns(() => generator.Keystroke(), 60, () => generator.OneVersionOfNewSpecs(), 1, samples: 151));

        const string AgainstNSwag = "generator, warm: time, against NSwag";
        if (await NSwag.InstallAsync() is { } missing)
        {
            await Console.Error.WriteLineAsync($"NSwag cannot be measured. {missing}");
            yield return Figure.AtMost(0.05, AgainstNSwag, double.NaN);
            yield break;
        }

        await NSwag.RequireResultAsync();
        const int Runs = 20;
        yield return Figure.AtMost(0.05, AgainstNSwag, await Pair.RatioAsync(
            () => { for (var i = 0; i < Runs; i++) generator.OneVersionOfNewSpecs(); return Task.CompletedTask; },
            NSwag.GenerateAsync,
            samples: 5) / Runs);
    }
}
