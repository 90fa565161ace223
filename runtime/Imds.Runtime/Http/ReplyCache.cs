namespace Imds.Runtime.Http;

/// <summary>Keeps replies, each for a lifetime of its own.</summary>
internal sealed class ReplyCache(TimeProvider time)
{
    // A bound for those who read every field of every interface by itself.
    private const int Most = 256;

    private readonly Dictionary<string, (Reply Reply, long Since, TimeSpan Lifetime)> _replies = new(StringComparer.Ordinal);

    public Reply? Find(string url)
    {
        lock (_replies)
        {
            return _replies.TryGetValue(url, out var kept) && time.GetElapsedTime(kept.Since) < kept.Lifetime ? kept.Reply : null;
        }
    }

    public void Keep(string url, Reply reply, TimeSpan lifetime)
    {
        lock (_replies)
        {
            if (_replies.Count == Most && !_replies.ContainsKey(url))
            {
                _replies.Remove(_replies.OrderBy(kept => kept.Value.Since).First().Key);
            }

            _replies[url] = (reply, time.GetTimestamp(), lifetime);
        }
    }
}
