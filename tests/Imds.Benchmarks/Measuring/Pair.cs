using System.Diagnostics;

namespace Imds.Benchmarks.Measuring;

/// <summary>
/// Times two things in turn, so that what else the machine does hits both alike. Each time is held against the one right beside it, and the
/// figure is the median of these ratios: a machine that gets slower or faster meanwhile changes none of them.
/// </summary>
internal static class Pair
{
    // Long enough to tell, and shorter than the turns in which a busy machine runs its programs: few samples are spoilt, and no median.
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(1);
    private const int Samples = 1201;

    // What is called often is compiled anew beside it, after a while of nothing new; and that several times over.
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);
    private const int WarmUps = 8;

    /// <summary>The time of the first, over that of the second.</summary>
    public static double Ratio(Action first, Action second) => Ratio(first, Repeats(first), second, Repeats(second), Samples);

    /// <summary>The same for what takes milliseconds: each sample is as many runs as are given.</summary>
    public static double RatioOfRuns(Action first, int firstRuns, Action second, int secondRuns, int samples)
    {
        _ = (Repeats(first), Repeats(second)); // which warms up
        return Ratio(first, firstRuns, second, secondRuns, samples);
    }

    private static double Ratio(Action first, int repeatFirst, Action second, int repeatSecond, int samples)
    {
        var ratios = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            // Each goes first as often as the other.
            var before = i % 2 == 0 ? Time(first, repeatFirst) : 0;
            var time = Time(second, repeatSecond);
            ratios.Add((i % 2 == 0 ? before : Time(first, repeatFirst)) / time);
        }

        return Median(ratios);
    }

    /// <summary>The same for what takes long, or waits: each sample is one run.</summary>
    public static async Task<double> RatioAsync(Func<Task> first, Func<Task> second, int samples)
    {
        var ratios = new List<double>();
        while (ratios.Count < samples) ratios.Add(await RatioAsync(first, second, isFirstFirst: ratios.Count % 2 == 0, after: null));
        return Median(ratios);
    }

    /// <summary>
    /// The same for what takes seconds: until it is clear on which side of the limit the figure is. A quiet machine shows that in few
    /// samples, a busy one takes more.
    /// </summary>
    /// <param name="lead">How many more samples have to be on the one side than on the other.</param>
    /// <param name="samples">How many it takes at most.</param>
    /// <param name="after">What has to be done after each run, and is not part of it.</param>
    public static async Task<double> RatioAsync(Func<Task> first, Func<Task> second, double limit, int lead, int samples, Func<Task>? after = null)
    {
        var ratios = new List<double>();
        for (var above = 0; Math.Abs(above) < lead && ratios.Count < samples; above += ratios[^1] > limit ? 1 : -1)
            ratios.Add(await RatioAsync(first, second, isFirstFirst: ratios.Count % 2 == 0, after));
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
        for (var i = 0; i < Calls; i++) action();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    // Runs it until the compiler has done its best, and says how often it fits into a sample.
    private static int Repeats(Action action)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < Busy) action();
            Thread.Sleep(Quiet);
        }

        var repeats = 1;
        double time;
        while ((time = Time(action, repeats) * repeats) < Sample.TotalSeconds / 4) repeats *= 2;
        return Math.Max(1, (int)(repeats * Sample.TotalSeconds / time));
    }

    /// <summary>Runs it until the compiler has done its best.</summary>
    public static async Task WarmUpAsync(Func<Task> action)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < Busy) await action();
            await Task.Delay(Quiet);
        }
    }

    private static double Time(Action action, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static async Task<double> TimeAsync(Func<Task> action, Func<Task>? after)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (after is not null) await after();
        return time;
    }
}
