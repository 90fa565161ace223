namespace Imds.Runtime.Policies;

/// <summary>Lets no more than so many requests arrive in any second, in the order they came.</summary>
/// <remarks>
/// The service counts what arrives, and how long that takes varies. A slot is free again a second after its request is
/// answered, and so has surely arrived; for one that stays unanswered, two seconds after it was sent.
/// The limiters of System.Threading.RateLimiting know of no answers, have a clock of their own, which no test can move, and
/// those that refill by and by let twice the limit through around a refill.
/// </remarks>
internal sealed class SlidingWindow(int limit, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly List<Slot> _taken = [];
    private readonly LinkedList<TaskCompletionSource<Slot>> _waiting = new();
    private ITimer? _timer;

    /// <summary>Waits for a slot, which the caller gives back when its request is over.</summary>
    public async ValueTask<Slot> WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<Slot> turn;
        lock (_lock)
        {
            if (_waiting.Count == 0 && UntilFree() <= TimeSpan.Zero)
            {
                var free = Take();
                free.Begin();
                return free;
            }

            turn = new TaskCompletionSource<Slot>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(turn);
            Schedule();
        }

        using var registration = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        var slot = await turn.Task.ConfigureAwait(false);
        slot.Begin();
        return slot;
    }

    private void GiveUp(TaskCompletionSource<Slot> turn, CancellationToken cancellationToken)
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
            while (_waiting.First is { Value: var turn } && UntilFree() <= TimeSpan.Zero)
            {
                _waiting.RemoveFirst();
                turn.TrySetResult(Take());
            }

            Schedule();
        }
    }

    private Slot Take()
    {
        _taken.RemoveAll(slot => slot.UntilFree() <= TimeSpan.Zero);
        var slot = new Slot(this, time);
        _taken.Add(slot);
        return slot;
    }

    private TimeSpan UntilFree() => _taken.Count < limit ? TimeSpan.Zero : _taken.Min(slot => slot.UntilFree());

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
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(UntilFree().TotalMilliseconds)));
        if (_timer is null)
        {
            _timer = time.CreateTimer(static state => ((SlidingWindow)state!).LetThrough(), this, wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>One of the slots, from its request on until another may take it.</summary>
    internal sealed class Slot(SlidingWindow window, TimeProvider time)
    {
        private long? _sent;
        private long? _answered;

        /// <summary>The request goes out now: whoever was given a turn may go on much later, where threads are scarce.</summary>
        public void Begin()
        {
            lock (window._lock)
            {
                _sent = time.GetTimestamp();
            }
        }

        /// <summary>The request is over.</summary>
        public void Answered()
        {
            lock (window._lock)
            {
                _answered = time.GetTimestamp();
                window.Schedule();
            }
        }

        public TimeSpan UntilFree()
        {
            var unanswered = LongestWay + Window - (_sent is { } sent ? time.GetElapsedTime(sent) : TimeSpan.Zero);
            return _answered is { } answered && Window - time.GetElapsedTime(answered) is var left && left < unanswered ? left : unanswered;
        }
    }
}
