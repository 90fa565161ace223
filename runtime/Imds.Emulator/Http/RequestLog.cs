namespace Imds.Emulator.Http;

/// <summary>The last requests, so that a test can count tries without the emulator growing for ever.</summary>
internal sealed class RequestLog
{
    private const int Kept = 1000;
    private readonly Queue<ReceivedRequest> _requests = new();

    public void Add(ReceivedRequest request)
    {
        lock (_requests)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Kept)
            {
                _requests.Dequeue();
            }
        }
    }

    public IReadOnlyList<ReceivedRequest> ToList()
    {
        lock (_requests)
        {
            return [.. _requests];
        }
    }
}
