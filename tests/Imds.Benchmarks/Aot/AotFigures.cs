using Imds.Benchmarks.Measuring;
using Imds.Emulator;

namespace Imds.Benchmarks.Aot;

/// <summary>A native program that reads three fields, and the same written by hand.</summary>
internal static class AotFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("imds-aot-");
        try
        {
            var programs = await Task.WhenAll(NativeProgram.PublishAsync("Ours", folder), NativeProgram.PublishAsync("ByHand", folder));
            var (ours, byHand) = (programs[0], programs[1]);
            await using var emulator = await ImdsEmulator.StartAsync();
            var (ourText, theirText) = (await ours.RunAsync(emulator.Endpoint), await byHand.RunAsync(emulator.Endpoint));
            if (ourText != theirText)
            {
                throw new InvalidOperationException($"The programs say different things: {ourText} and {theirText}.");
            }

            yield return Figure.AtMost(1.05, "native program: size, against one by hand", (double)ours.Size / byHand.Size);
            yield return Figure.AtMost(1.05, "native program: time of a run, against one by hand",
                await Pair.RatioAsync(() => ours.RunAsync(emulator.Endpoint), () => byHand.RunAsync(emulator.Endpoint), samples: 51));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
