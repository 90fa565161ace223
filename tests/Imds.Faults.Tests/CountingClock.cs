namespace Imds.Faults.Tests;

/// <summary>A clock that knows how many wait for it. Time-outs do not wait: they end a wait for something else.</summary>
internal sealed class CountingClock(TestClock clock) : TimeProvider
{
    private int _waits;

    public int Waits => Volatile.Read(ref _waits);

    /// <summary>Is called when one more or one less waits.</summary>
    public Action Changed { get; set; } = () => { };

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        return state is CancellationTokenSource ? timer : new Wait(this, timer);
    }

    private sealed class Wait : ITimer
    {
        private readonly CountingClock _clock;
        private readonly ITimer _timer;
        private int _ended;

        // Counted when the timer is set, and no sooner: from then on the clock may move.
        public Wait(CountingClock clock, ITimer timer)
        {
            (_clock, _timer) = (clock, timer);
            Interlocked.Increment(ref clock._waits);
            clock.Changed();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            _timer.Dispose();
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                Interlocked.Decrement(ref _clock._waits);
                _clock.Changed();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
