namespace Imds.Runtime;

/// <summary>A token that is cancelled when a time is up on a given clock, or when one of other tokens is.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    public Deadline(TimeSpan after, TimeProvider time, params CancellationToken[] others)
    {
#if NET8_0_OR_GREATER
        _timer = new CancellationTokenSource(after, time);
#else
        _timer = time.CreateCancellationTokenSource(after);
#endif
        _linked = CancellationTokenSource.CreateLinkedTokenSource([_timer.Token, .. others]);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the time is up, whatever else happened.</summary>
    public bool Passed => _timer.IsCancellationRequested;

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
