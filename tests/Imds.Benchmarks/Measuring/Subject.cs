using System.Diagnostics;

namespace Imds.Benchmarks.Measuring;

/// <summary>
/// Something that is over in microseconds or a few milliseconds, called until the runtime has compiled it as well as it gets.
/// </summary>
internal sealed class Subject
{
    // Long enough to tell, and shorter than the turns in which a busy machine runs its programs: few samples are spoilt, and no median.
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(1);

    // What is called often is compiled anew beside it, after a while of nothing new; and that several times over.
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);
    private const int WarmUps = 8;

    private readonly Action _action;

    private Subject(Action action)
    {
        _action = action;
        var calls = 1;
        double time;
        while ((time = Time(calls) * calls) < Sample.TotalSeconds / 4)
        {
            calls *= 2;
        }

        CallsOfSample = Math.Max(1, (int)(calls * Sample.TotalSeconds / time));
    }

    /// <summary>How many calls take as long as a sample should.</summary>
    public int CallsOfSample { get; }

    public static async Task<Subject> WarmAsync(Action action)
    {
        await WarmUpAsync(() =>
        {
            action();
            return Task.CompletedTask;
        });
        return new Subject(action);
    }

    /// <summary>The same for what waits, and is timed call by call.</summary>
    public static async Task WarmUpAsync(Func<Task> action)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < Busy)
            {
                await action();
            }

            await Task.Delay(Quiet);
        }
    }

    /// <summary>The seconds that a call takes, over so many.</summary>
    public double Time(int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            _action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
