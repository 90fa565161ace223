using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

internal static class BuildFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        await using var consumers = await Consumers.CreateAsync();
        var server = consumers.Server;
        Task GeneratedAsync() => consumers.Generated.BuildAsync(server);
        Task CheckedInAsync() => consumers.CheckedIn.BuildAsync(server);

        // Until the server's own code is compiled as well as it gets.
        for (var i = 0; i < 5; i++) await Task.WhenAll(consumers.Generated.BuildAsync(server, "--no-restore"), consumers.CheckedIn.BuildAsync(server, "--no-restore"));

        yield return Figure.AtMost(1.05, "build, warm compiler server: time, against checked-in code",
            await Pair.RatioAsync(GeneratedAsync, CheckedInAsync, samples: 9));

        await server.RenewAsync();
        yield return Figure.AtMost(1.15, "build, cold compiler server: time, against checked-in code",
            await Pair.RatioAsync(GeneratedAsync, CheckedInAsync, samples: 3, after: server.RenewAsync));
    }
}
