using Microsoft.Extensions.Time.Testing;

namespace Imds.Testing;

/// <summary>
/// A clock that stands still until a test moves it, and that knows which timers are set, so that it can be moved to the next.
/// </summary>
public sealed class TestClock : FakeTimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<Timer, DateTimeOffset> _due = [];

    public TestClock()
        : base(Beginning)
    {
    }

    /// <summary>What the clock says at first.</summary>
    public static DateTimeOffset Beginning { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Elapsed => GetUtcNow() - Beginning;

    /// <summary>How many timers are set: none may be left when a test is over.</summary>
    public int TimersSet
    {
        get
        {
            lock (_lock)
            {
                return _due.Keys.Count(timer => timer.IsSet);
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Inner = base.CreateTimer(timer.Fire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock from timer to timer until the task is done. Timers due at the end or later are left alone: they are
    /// the time-outs around what the task waits for, which must not pass only because its next wait has not begun yet.
    /// </summary>
    public async Task RunAsync(Task task, TimeSpan end)
    {
        using var hung = new CancellationTokenSource(Patience);
        while (!task.IsCompleted)
        {
            if (!AdvanceToNext(end))
            {
                hung.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    /// <summary>Moves the clock to the next timer that is set.</summary>
    public void AdvanceToNext() => AdvanceToNext(TimeSpan.MaxValue);

    /// <summary>Moves the clock to the next timer that is set, if it is due before the end.</summary>
    /// <returns>Whether there is one.</returns>
    public bool AdvanceToNext(TimeSpan end)
    {
        TimeSpan? next;
        lock (_lock)
        {
            next = _due.Where(timer => timer.Key.IsSet).Select(timer => (TimeSpan?)(timer.Value - Beginning)).Where(due => due < end).Min();
        }

        if (next is { } at)
        {
            Advance(at > Elapsed ? at - Elapsed : TimeSpan.Zero);
        }

        return next is not null;
    }

    /// <summary>Waits until no timer is set, as it must come to be when all is over.</summary>
    public Task NoTimerAsync() => TimersAsync(set => set == 0);

    /// <summary>Waits until this many timers are set.</summary>
    public Task TimersAsync(int count) => TimersAsync(set => set >= count);

    private async Task TimersAsync(Predicate<int> enough)
    {
        using var hung = new CancellationTokenSource(Patience);
        while (!enough(TimersSet))
        {
            await Task.Delay(1, hung.Token);
        }
    }

    /// <summary>A timer of the package's own clock, whose time is kept here as well.</summary>
    private sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public ITimer Inner { get; set; } = null!;

        /// <summary>Whether both clocks have its time: a test that moves the clock before would move it past the timer.</summary>
        public bool IsSet { get; private set; }

        public void Fire(object? _)
        {
            lock (clock._lock)
            {
                // Another thread may have set it anew since it came due, and then the new time stands.
                if (clock._due.TryGetValue(this, out var due) && due <= clock.GetUtcNow())
                {
                    clock._due.Remove(this);
                    if (_period > TimeSpan.Zero)
                    {
                        clock._due.Add(this, due + _period);
                    }
                }
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DateTimeOffset now;
            // Both clocks must mean the same moment, so that it is set again where time has moved between them.
            do
            {
                now = clock.GetUtcNow();
                Set(dueTime == Timeout.InfiniteTimeSpan ? null : now + dueTime);
                Inner.Change(dueTime, period);
            }
            while (clock.GetUtcNow() != now);
            lock (clock._lock)
            {
                IsSet = true;
            }

            return true;
        }

        public void Dispose()
        {
            Set(null);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(DateTimeOffset? due)
        {
            lock (clock._lock)
            {
                IsSet = false;
                clock._due.Remove(this);
                if (due is { } at)
                {
                    clock._due.Add(this, at);
                }
            }
        }
    }
}
