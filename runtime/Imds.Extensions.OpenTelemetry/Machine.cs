using System.Collections.Concurrent;

namespace Imds;

/// <summary>
/// What the service says of the machine, asked once for all signals: traces, metrics and logs each have a resource of their own.
/// </summary>
internal static class Machine
{
    // Long enough that no signal waits for what another has waited for, short enough that a service that comes up later is seen.
    private static readonly TimeSpan AbsenceKept = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<Uri, Answer> Answers = new();

    /// <summary>The machine; null where there is no service, or none that answers in time.</summary>
    public static Compute? Read(Uri endpoint, TimeSpan timeout)
    {
        var answer = Answers.GetOrAdd(endpoint, static (_, timeout) => new Answer(timeout), timeout);
        if (answer.IsOutdated)
        {
            var next = new Answer(timeout);
            answer = Answers.TryUpdate(endpoint, next, answer) ? next : Answers.GetValueOrDefault(endpoint, next);
        }

        return answer.Get(endpoint);
    }

    private static async Task<Compute?> AskAsync(Uri endpoint, TimeSpan timeout)
    {
        try
        {
            using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = endpoint, Timeout = timeout });
            return await imds.IsAvailableAsync().ConfigureAwait(false)
                ? await imds.Instance.Compute.GetAsync().ConfigureAwait(false)
                : null;
        }
        catch (ImdsException e)
        {
            // An application starts without these attributes rather than not at all.
            DetectorEvents.Log.NoAttributes(endpoint.ToString(), e.Message);
            return null;
        }
    }

    private sealed class Answer(TimeSpan timeout)
    {
        private readonly object _lock = new();
        private readonly long _asked = Environment.TickCount64;
        private bool _isKnown;
        private Compute? _compute;

        public bool IsOutdated
        {
            get
            {
                lock (_lock)
                {
                    return _isKnown && _compute is null && Environment.TickCount64 - _asked >= AbsenceKept.TotalMilliseconds;
                }
            }
        }

        public Compute? Get(Uri endpoint)
        {
            lock (_lock)
            {
                if (!_isKnown)
                {
                    // A detector has no asynchronous form. On the pool no context of the caller can hold the answer up.
                    _compute = Task.Run(() => AskAsync(endpoint, timeout)).GetAwaiter().GetResult();
                    _isKnown = true;
                }

                return _compute;
            }
        }
    }
}
