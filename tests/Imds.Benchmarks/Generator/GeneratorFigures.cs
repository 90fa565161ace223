using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Generator;

internal static class GeneratorFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        var generator = new GeneratorBenchmarks();
        generator.RequireComplete();

        var everyVersion = await Subject.WarmAsync(() => generator.EveryVersionOfNewSpecs());
        var oneVersion = await Subject.WarmAsync(() => generator.OneVersionOfNewSpecs());
        yield return Figure.AtMost(5, "generator, 34 versions: time, against one",
            Pair.Ratio(everyVersion, 1, oneVersion, 2, samples: 51));

        // Somebody types a line; a run from the specs on stands against each of its keystrokes.
        var keystroke = await Subject.WarmAsync(() => generator.Keystroke());
        yield return Figure.AtMost(0.01, "generator, keystroke elsewhere: time, against a full run",
            Pair.Ratio(keystroke, 60, oneVersion, 1, samples: 151));

        const double Megabyte = 1 << 20;
        yield return Figure.AtMost(2, "generator, specs known: megabytes allocated",
            Pair.Bytes(() => generator.OneVersion()) / Megabyte);

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
            () => { for (var i = 0; i < Runs; i++) { generator.OneVersionOfNewSpecs(); } return Task.CompletedTask; },
            NSwag.GenerateAsync,
            samples: 5) / Runs);
    }
}
