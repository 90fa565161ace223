namespace Imds.Runtime.Http;

/// <summary>Remembers whether the service answers at an endpoint.</summary>
internal sealed class ServiceReachability(TimeProvider time)
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _seen;
    private volatile Absence? _absence;

    /// <summary>Whether a reply of the service has ever come.</summary>
    public bool HasBeenSeen => _seen;

    /// <summary>A reply of the service has come.</summary>
    public void Seen()
    {
        _seen = true;
        _absence = null;
    }

    /// <summary>There was no service, where none has ever been seen.</summary>
    public void NotFound()
    {
        if (!_seen)
        {
            _absence = new Absence(time.GetTimestamp(), time.GetUtcNow());
        }
    }

    /// <summary>Since when it is known that no service is here; null if it is not known, or not for so long.</summary>
    public DateTimeOffset? AbsentSince(TimeSpan lifetime) =>
        _absence is { } absence && time.GetElapsedTime(absence.Timestamp) < lifetime ? absence.Since : null;

    public async Task<bool> AskAsync(ServiceProbe probe, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if (_seen)
        {
            return true;
        }

        // Those who ask meanwhile take the answer of the one who asks now.
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_seen || AbsentSince(lifetime) is not null)
            {
                return _seen;
            }

            switch (await probe.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                case ProbeResult.Service:
                    Seen();
                    break;
                case ProbeResult.NoService:
                    NotFound();
                    break;
            }

            return _seen;
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed class Absence(long timestamp, DateTimeOffset since)
    {
        public long Timestamp { get; } = timestamp;

        public DateTimeOffset Since { get; } = since;
    }
}
