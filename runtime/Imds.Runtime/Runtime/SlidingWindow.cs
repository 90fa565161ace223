namespace Imds.Runtime;

/// <summary>Lets no more than so many through in any stretch of time, in the order they came.</summary>
/// <remarks>
/// The limiters of System.Threading.RateLimiting have a clock of their own, which no test can move, and those that refill
/// by and by let twice the limit through around a refill. The service counts what arrives, so the limit here is exact.
/// </remarks>
internal sealed class SlidingWindow(int limit, TimeSpan window, TimeProvider time)
{
    private readonly object _lock = new();
    private readonly Queue<long> _passed = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private ITimer? _timer;

    /// <summary>Waits for a turn.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<bool> turn;
        lock (_lock)
        {
            if (_waiting.Count == 0 && UntilNext() <= TimeSpan.Zero)
            {
                Pass();
                return;
            }

            turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(turn);
            Schedule();
        }

        using var registration = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        await turn.Task.ConfigureAwait(false);
    }

    private void GiveUp(TaskCompletionSource<bool> turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(turn))
            {
                return;
            }

            Schedule();
        }

        turn.TrySetCanceled(cancellationToken);
    }

    private void LetThrough()
    {
        lock (_lock)
        {
            while (_waiting.First is { Value: var turn } && UntilNext() <= TimeSpan.Zero)
            {
                _waiting.RemoveFirst();
                Pass();
                turn.TrySetResult(true);
            }

            Schedule();
        }
    }

    private void Pass()
    {
        if (_passed.Count == limit)
        {
            _passed.Dequeue();
        }

        _passed.Enqueue(time.GetTimestamp());
    }

    private TimeSpan UntilNext() => _passed.Count < limit ? TimeSpan.Zero : window - time.GetElapsedTime(_passed.Peek());

    // A timer is set while someone waits, and none otherwise.
    private void Schedule()
    {
        if (_waiting.Count == 0)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        // Up to a whole millisecond, as timers count: too early would be once more around.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(UntilNext().TotalMilliseconds)));
        if (_timer is null)
        {
            _timer = time.CreateTimer(static state => ((SlidingWindow)state!).LetThrough(), this, wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
