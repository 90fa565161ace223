using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Calls;

internal static class CallFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        await using var calls = await CallBenchmarks.StartAsync();
        await calls.RequireSameResultAsync();
        var url = new RouteBenchmarks();
        url.RequireSameResult();

        var route = await Subject.WarmAsync(() => url.Route());
        var concat = await Subject.WarmAsync(() => url.Concat());
        yield return Figure.AtMost(1.2, "URL of a route: time, against string.Concat", Pair.Ratio(route, concat));
        yield return Figure.AtMost(1.0, "URL of a route: bytes, against string.Concat",
            Pair.Bytes(() => url.Route()) / Pair.Bytes(() => url.Concat()));

        await Subject.WarmUpAsync(calls.Leaf);
        await Subject.WarmUpAsync(calls.HttpClient);

        // One call a sample, and many: what else the machine does spoils single calls, not the median of them.
        yield return Figure.AtMost(1.05, "leaf read: time, against HttpClient",
            await Pair.RatioAsync(calls.Leaf, calls.HttpClient, samples: 2000));
    }
}
