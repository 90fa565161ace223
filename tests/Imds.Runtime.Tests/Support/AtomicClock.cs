namespace Imds.Runtime.Tests;

/// <summary>
/// A clock that stands still until a test moves it, and whose timers are set and moved under one lock. Where thousands of calls set timers
/// while the clock moves, a clock that keeps its timers beside those of another sees some of them too early or not at all.
/// </summary>
internal sealed class AtomicClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _elapsed;

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>How many timers are set: none may be left when a test is over.</summary>
    public int TimersSet
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    /// <summary>Moves the clock, and calls the timers that come due in the order of their times.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Elapsed + by;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _elapsed = end;
        }
    }

    /// <summary>
    /// Moves the clock from timer to timer until the task is done. Timers due at the end or later are left alone: they are
    /// the time-outs around what the task waits for, which must not pass only because its next wait has not begun yet.
    /// </summary>
    public async Task RunAsync(Task task, TimeSpan end)
    {
        using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!task.IsCompleted)
        {
            if (NextDueBefore(end) is { } due)
            {
                Advance(due > Elapsed ? due - Elapsed : TimeSpan.Zero);
            }
            else
            {
                hung.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    /// <summary>Moves the clock to the next timer that is set, if it is due before the end.</summary>
    /// <returns>Whether there is one.</returns>
    public bool AdvanceToNext(TimeSpan? end = null)
    {
        var next = NextDueBefore(end ?? TimeSpan.MaxValue);
        if (next is { } due)
        {
            Advance(due > Elapsed ? due - Elapsed : TimeSpan.Zero);
        }

        return next is not null;
    }

    /// <summary>Waits until no timer is set, as it must come to be when all is over.</summary>
    public async Task NoTimerAsync()
    {
        using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (TimersSet > 0)
        {
            await Task.Delay(1, hung.Token);
        }
    }

    private TimeSpan? NextDueBefore(TimeSpan end)
    {
        lock (_lock)
        {
            return _timers.Where(timer => timer.Due < end).Min(timer => (TimeSpan?)timer.Due);
        }
    }

    private Timer? NextDue(TimeSpan end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is not null)
            {
                _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
                next.Rearm();
            }

            return next;
        }
    }

    private sealed class Timer : ITimer
    {
        private readonly AtomicClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private TimeSpan _period;

        public Timer(AtomicClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            Change(dueTime, period);
        }

        public TimeSpan Due { get; private set; }

        public void Fire() => _callback(_state);

        public void Rearm()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
            }
            else
            {
                _clock._timers.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._lock)
            {
                _clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = _clock._elapsed + dueTime;
                    _clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
