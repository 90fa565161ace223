using Imds.CompilerServices;

namespace Imds.Runtime.Policies;

/// <summary>The service's limits, kept on this side: 5 requests a second, and for identity 20 a second and 5 at once.</summary>
internal sealed class RequestLimits(TimeProvider time)
{
    private readonly SlidingWindow _requests = new(5, time);
    private readonly SlidingWindow _identity = new(20, time);
    private readonly SemaphoreSlim _identityAtOnce = new(5);

    /// <summary>No limits.</summary>
    public static RequestLimits None { get; } = new(TimeProvider.System);

    /// <summary>Waits for a turn, which lasts until it is disposed.</summary>
    public async ValueTask<Turn> WaitAsync(ImdsRequestLimits limits, CancellationToken cancellationToken)
    {
        if (this == None)
        {
            return default;
        }

        if (limits == ImdsRequestLimits.General)
        {
            return new Turn(await _requests.WaitAsync(cancellationToken).ConfigureAwait(false), null);
        }

        await _identityAtOnce.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Turn(await _identity.WaitAsync(cancellationToken).ConfigureAwait(false), _identityAtOnce);
        }
        catch
        {
            _identityAtOnce.Release();
            throw;
        }
    }

    /// <summary>The right to send one request.</summary>
    internal readonly struct Turn(SlidingWindow.Slot? slot, SemaphoreSlim? atOnce) : IDisposable
    {
        public void Dispose()
        {
            slot?.Answered();
            atOnce?.Release();
        }
    }
}
