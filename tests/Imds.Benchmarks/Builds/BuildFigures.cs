using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

internal static class BuildFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        await using var consumers = await Consumers.CreateAsync();
        await using var server = consumers.StartServer();
        Task GeneratedAsync() => consumers.Generated.BuildAsync(server);
        Task CheckedInAsync() => consumers.CheckedIn.BuildAsync(server);

        yield return Figure.AtMost(1.15, "build, cold compiler server: time, against checked-in code",
            await Pair.RatioAsync(GeneratedAsync, CheckedInAsync, samples: 3, after: server.RenewAsync));

        for (var i = 0; i < 3; i++)
        {
            await GeneratedAsync();
            await CheckedInAsync();
        }

        yield return Figure.AtMost(1.05, "build, warm compiler server: time, against checked-in code",
            await Pair.RatioAsync(GeneratedAsync, CheckedInAsync, samples: 11));
    }
}
