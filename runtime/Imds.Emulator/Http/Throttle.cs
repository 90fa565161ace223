namespace Imds.Emulator.Http;

/// <summary>
/// The limits of the service: 5 requests in any second, and for the identity endpoints 20 in any second and 5 at once.
/// Requests that are refused do not count.
/// </summary>
internal sealed class Throttle(TimeProvider time)
{
    private const int IdentityAtOnce = 5;

    private readonly Window _general = new(5);
    private readonly Window _identity = new(20);
    private readonly object _gate = new();
    private int _identityNow;

    /// <summary>Whether a request may pass; one that may ends with <see cref="Leave"/>.</summary>
    public bool TryEnter(bool isIdentity)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!isIdentity)
            {
                return _general.TryAdd(now, time);
            }

            if (_identityNow == IdentityAtOnce || !_identity.TryAdd(now, time))
            {
                return false;
            }

            _identityNow++;
            return true;
        }
    }

    public void Leave(bool isIdentity)
    {
        if (!isIdentity)
        {
            return;
        }

        lock (_gate)
        {
            _identityNow--;
        }
    }

    /// <summary>The times of the last requests let through, as many as one second may have.</summary>
    private sealed class Window(int limit)
    {
        private readonly Queue<long> _passed = new();

        public bool TryAdd(long now, TimeProvider time)
        {
            if (_passed.Count == limit && time.GetElapsedTime(_passed.Peek(), now) < TimeSpan.FromSeconds(1))
            {
                return false;
            }

            if (_passed.Count == limit)
            {
                _passed.Dequeue();
            }

            _passed.Enqueue(now);
            return true;
        }
    }
}
