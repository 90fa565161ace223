namespace Imds.Runtime.Http;

/// <summary>A token that is cancelled when a time is up on a given clock, or when another token is.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _other;

    public Deadline(TimeSpan after, TimeProvider time, CancellationToken other)
    {
#if NET8_0_OR_GREATER
        _source = new CancellationTokenSource(after, time);
#else
        _source = time.CreateCancellationTokenSource(after);
#endif
        _other = other.Register(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up, or the other token was cancelled.</summary>
    public bool Passed => _source.IsCancellationRequested;

    public void Dispose()
    {
        _other.Dispose(); // first, as it cancels the source
        _source.Dispose();
    }
}
