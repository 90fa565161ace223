namespace Imds.Runtime.Http;

/// <summary>Keeps replies, each for a lifetime of its own.</summary>
internal sealed class ReplyCache(TimeProvider time)
{
    // A bound for those who read every field of every interface by itself.
    private const int Most = 256;

    private readonly Dictionary<string, (Reply Reply, long Since, TimeSpan Lifetime, long Number)> _replies =
        new(StringComparer.Ordinal);
    private long _kept;

    /// <summary>How many replies have been kept: by this a request knows later what was kept since it began.</summary>
    public long Count
    {
        get
        {
            lock (_replies)
            {
                return _kept;
            }
        }
    }

    public Reply? Find(string url)
    {
        lock (_replies)
        {
            return Good(url)?.Reply;
        }
    }

    /// <summary>Keeps a reply for a lifetime.</summary>
    /// <param name="url">What it is kept for.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="since">
    /// What <see cref="Count"/> was when the request of the reply began: what was kept since then stays, as whoever kept it asked for a
    /// newer one than the service had. Null for that one itself.
    /// </param>
    public void Keep(string url, Reply reply, TimeSpan lifetime, long? since)
    {
        lock (_replies)
        {
            if (Good(url) is { } newer && newer.Number > since)
            {
                return;
            }

            if (_replies.Count == Most && !_replies.ContainsKey(url))
            {
                _replies.Remove(_replies.OrderBy(kept => kept.Value.Since).First().Key);
            }

            _replies[url] = (reply, time.GetTimestamp(), lifetime, ++_kept);
        }
    }

    private (Reply Reply, long Number)? Good(string url) =>
        _replies.TryGetValue(url, out var kept) && !kept.Reply.IsRefused && time.GetElapsedTime(kept.Since) < kept.Lifetime
            ? (kept.Reply, kept.Number) : null;
}
