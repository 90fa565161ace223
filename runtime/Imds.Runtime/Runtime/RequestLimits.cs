namespace Imds.Runtime;

/// <summary>The service's limits, kept on this side: 5 requests a second, and for identity 20 a second and 5 at once.</summary>
internal sealed class RequestLimits(TimeProvider time)
{
    // A little more than the second that the service counts, as requests do not all take the same time to get there.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1020);

    private readonly SlidingWindow _requests = new(5, Window, time);
    private readonly SlidingWindow _identity = new(20, Window, time);
    private readonly SemaphoreSlim _identityAtOnce = new(5);

    /// <summary>No limits.</summary>
    public static RequestLimits None { get; } = new(TimeProvider.System);

    /// <summary>Waits for a turn, which lasts until it is disposed.</summary>
    public async ValueTask<Turn> WaitAsync(EndpointRules endpoint, CancellationToken cancellationToken)
    {
        if (this == None)
        {
            return default;
        }

        if (!endpoint.IsIdentity)
        {
            await _requests.WaitAsync(cancellationToken).ConfigureAwait(false);
            return default;
        }

        await _identityAtOnce.WaitAsync(cancellationToken).ConfigureAwait(false);
        var turn = new Turn(_identityAtOnce);
        try
        {
            await _identity.WaitAsync(cancellationToken).ConfigureAwait(false);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    internal readonly struct Turn(SemaphoreSlim? place) : IDisposable
    {
        public void Dispose() => place?.Release();
    }
}
