using Imds.Benchmarks.Measuring;
using Imds.Emulator;

namespace Imds.Benchmarks.Builds;

internal static class BuildFigures
{
    // All figures of a slow day are to be there in five minutes.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(40);

    public static async IAsyncEnumerable<Figure> Measure()
    {
        await using var consumers = await Consumers.CreateAsync();
        var server = consumers.Server;

        // Without the restore, as at one's desk: it is the same for both, and varies by more than what is measured.
        Task WarmAsync(ConsoleProject project) => project.BuildAsync(server, "--no-restore");
        Task ColdAsync(ConsoleProject project) => project.BuildAsync(server);

        await consumers.WarmUpAsync();
        yield return Figure.AtMost(1.03, "build, warm compiler server: time, against checked-in code",
            await Pair.RatioAsync(() => WarmAsync(consumers.Generated), () => WarmAsync(consumers.CheckedIn), limit: 1.03, lead: 7,
                most: Most));

        await server.RenewAsync();
        yield return Figure.AtMost(1.08, "build, cold compiler server: time, against checked-in code",
            await Pair.RatioAsync(() => ColdAsync(consumers.Generated), () => ColdAsync(consumers.CheckedIn), limit: 1.08, lead: 3,
                most: Most, after: server.RenewAsync));

        await using var emulator = await ImdsEmulator.StartAsync();
        yield return Figure.AtMost(1.75, "first dotnet run in a fresh folder: time, against a program without the package",
            await Pair.RatioAsync(() => consumers.Generated.FirstRunAsync(emulator.Endpoint),
                () => consumers.Plain.FirstRunAsync(emulator.Endpoint), samples: 5));
    }
}
