using System.Diagnostics;

namespace Imds.Benchmarks.Measuring;

/// <summary>
/// Times two things in turn, so that what else the machine does hits both alike. Each time is held against the one right beside it, and the
/// figure is the median of these ratios: a machine that gets slower or faster meanwhile changes none of them.
/// </summary>
internal static class Pair
{
    private const int Samples = 401;

    /// <summary>The time of the first, over that of the second.</summary>
    public static double Ratio(Subject first, Subject second) => Ratio(first, first.CallsOfSample, second, second.CallsOfSample, Samples);

    /// <summary>The same where each sample is as many calls as are given.</summary>
    public static double Ratio(Subject first, int callsOfFirst, Subject second, int callsOfSecond, int samples)
    {
        var ratios = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            // Each goes first as often as the other.
            var before = i % 2 == 0 ? first.Time(callsOfFirst) : 0;
            var time = second.Time(callsOfSecond);
            ratios.Add((i % 2 == 0 ? before : first.Time(callsOfFirst)) / time);
        }

        return Median(ratios);
    }

    /// <summary>The same for what takes long, or waits: each sample is one run.</summary>
    public static async Task<double> RatioAsync(Func<Task> first, Func<Task> second, int samples)
    {
        var ratios = new List<double>();
        while (ratios.Count < samples)
        {
            ratios.Add(await RatioAsync(first, second, isFirstFirst: ratios.Count % 2 == 0, after: null));
        }

        return Median(ratios);
    }

    /// <summary>
    /// The same for what takes seconds: until it is clear on which side of the limit the figure is. A quiet machine shows that in few
    /// samples, a busy one takes more.
    /// </summary>
    /// <param name="lead">How many more samples have to be on the one side than on the other.</param>
    /// <param name="most">When it stops even so.</param>
    /// <param name="after">What has to be done after each run, and is not part of it.</param>
    public static async Task<double> RatioAsync(Func<Task> first, Func<Task> second, double limit, int lead, TimeSpan most,
        Func<Task>? after = null)
    {
        var ratios = new List<double>();
        var clock = Stopwatch.StartNew();
        for (var above = 0; Math.Abs(above) < lead && clock.Elapsed < most; above += ratios[^1] > limit ? 1 : -1)
        {
            ratios.Add(await RatioAsync(first, second, isFirstFirst: ratios.Count % 2 == 0, after));
        }

        return Median(ratios);
    }

    private static async Task<double> RatioAsync(Func<Task> first, Func<Task> second, bool isFirstFirst, Func<Task>? after)
    {
        var before = isFirstFirst ? await TimeAsync(first, after) : 0;
        var time = await TimeAsync(second, after);
        return (isFirstFirst ? before : await TimeAsync(first, after)) / time;
    }

    /// <summary>What one call allocates.</summary>
    public static double Bytes(Action action)
    {
        const int Calls = 1000;
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            action();
        }

        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<double> TimeAsync(Func<Task> action, Func<Task>? after)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (after is not null)
        {
            await after();
        }

        return time;
    }
}
