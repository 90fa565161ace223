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
        if (state is CancellationTokenSource)
        {
            return clock.CreateTimer(callback, state, dueTime, period);
        }

        var wait = new Wait(this);
        wait.Timer = clock.CreateTimer(
            _ =>
            {
                wait.End(); // at once: whoever set the timer may be about to dispose of it still
                callback(state);
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        wait.Change(dueTime, period);
        return wait;
    }

    private void Count(int more)
    {
        Interlocked.Add(ref _waits, more);
        Changed();
    }

    /// <summary>Counted from when its timer is set, and no sooner, as the clock may move then, until it fires.</summary>
    private sealed class Wait(CountingClock clock) : ITimer
    {
        private int _isCounted;

        public ITimer Timer { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Timer.Change(dueTime, period);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                End();
            }
            else if (Interlocked.Exchange(ref _isCounted, 1) == 0)
            {
                clock.Count(1);
            }

            return true;
        }

        public void End()
        {
            if (Interlocked.Exchange(ref _isCounted, 0) == 1)
            {
                clock.Count(-1);
            }
        }

        public void Dispose()
        {
            Timer.Dispose();
            End();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
