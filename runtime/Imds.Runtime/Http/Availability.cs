namespace Imds.Runtime.Http;

/// <summary>Remembers whether the service answers at an endpoint.</summary>
internal sealed class Availability(TimeProvider time)
{
    // Long enough that nobody waits twice at start-up, short enough that a network that comes up later is seen.
    private static readonly TimeSpan NoLasts = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _seen;
    private long? _noSince;

    /// <summary>A reply of the service has come.</summary>
    public void Seen() => _seen = true;

    public async Task<bool> AskAsync(Probe probe, CancellationToken cancellationToken)
    {
        if (_seen)
        {
            return true;
        }

        // Those who ask meanwhile take the answer of the one who asks now.
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_seen || (_noSince is { } since && time.GetElapsedTime(since) < NoLasts))
            {
                return _seen;
            }

            var finding = await probe.RunAsync(cancellationToken).ConfigureAwait(false);
            _seen |= finding == Finding.Service;
            _noSince = finding == Finding.Unclear ? null : time.GetTimestamp();
            return _seen;
        }
        finally
        {
            _one.Release();
        }
    }
}
