namespace Imds.Emulator.Http;

/// <summary>The last requests, so that a test can count tries without the emulator growing for ever.</summary>
internal sealed class RequestLog
{
    private const int Kept = 1000;
    private readonly Queue<Exchange> _exchanges = new();
    private long _last;

    public Exchange Add(ReceivedRequest request)
    {
        lock (_exchanges)
        {
            var exchange = new Exchange(++_last, request);
            _exchanges.Enqueue(exchange);
            if (_exchanges.Count > Kept)
            {
                _exchanges.Dequeue();
            }

            return exchange;
        }
    }

    public void Clear()
    {
        lock (_exchanges)
        {
            _exchanges.Clear();
        }
    }

    public IReadOnlyList<Exchange> ToList()
    {
        lock (_exchanges)
        {
            return [.. _exchanges];
        }
    }
}

/// <summary>A request, and what became of it.</summary>
internal sealed class Exchange(long number, ReceivedRequest request)
{
    /// <summary>Counts from 1 and is never used again.</summary>
    public long Number => number;

    public ReceivedRequest Request => request;

    /// <summary>The status sent, or in a word what happened in its place; empty until then.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>What went wrong on purpose.</summary>
    public string Fault { get; set; } = "";

    public double Milliseconds { get; set; }
}
