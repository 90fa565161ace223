namespace Imds.Runtime.Http;

/// <summary>Reads the body of a response, as long as it stays within bounds.</summary>
internal static class BoundedBody
{
    private const int FirstSize = 8 * 1024;

    /// <summary>The body, or null if it has more bytes than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        if (response.Content is not { } content)
        {
            return default(ReadOnlyMemory<byte>);
        }

#if NET8_0_OR_GREATER
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        // A read that waits does not look at the token on .NET Framework; taking its connection away ends it.
        using var abort = cancellationToken.Register(response.Dispose);
        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        // What the header promises is no reason to set memory aside for it: only what arrives is.
        var buffer = new byte[Math.Min(limit, Math.Max(1, Math.Min(content.Headers.ContentLength ?? FirstSize, FirstSize)))];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length < buffer.Length)
            {
                continue;
            }

            // A full buffer is often all there is: only one more byte is worth a larger one.
            var further = new byte[1];
            if (await stream.ReadAsync(further, 0, 1, cancellationToken).ConfigureAwait(false) == 0)
            {
                return buffer.AsMemory(0, length);
            }

            if (length == limit)
            {
                return null;
            }

            Array.Resize(ref buffer, (int)Math.Min(limit, Math.Max(buffer.Length * 2L, FirstSize)));
            buffer[length++] = further[0];
        }

        return buffer.AsMemory(0, length);
    }
}
