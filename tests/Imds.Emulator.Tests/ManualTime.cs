namespace Imds.Emulator.Tests;

/// <summary>A clock that stands still until it is moved, and tells when somebody begins to wait for it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private readonly SemaphoreSlim _waits = new(0);
    private DateTimeOffset _now = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public DateTimeOffset Now
    {
        get => _now;
        set
        {
            _now = value;
            Timer[] due;
            lock (_timers)
            {
                due = [.. _timers.Where(timer => timer.Due <= value)];
            }

            foreach (var timer in due)
            {
                timer.Fire();
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks;

    /// <summary>Ends when one more wait has begun since the last call.</summary>
    public Task WaitBegunAsync() => _waits.WaitAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : Now + dueTime;
        var timer = new Timer(this, due, () => callback(state));
        lock (_timers)
        {
            _timers.Add(timer);
        }

        _waits.Release();
        return timer;
    }

    private sealed class Timer(ManualTime time, DateTimeOffset due, Action callback) : ITimer
    {
        public DateTimeOffset Due => due;

        public void Fire()
        {
            Dispose();
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("These timers ring once.");

        public void Dispose()
        {
            lock (time._timers)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
