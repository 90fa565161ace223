#if !NET8_0_OR_GREATER
using System.Text;

namespace Imds;

// What .NET 8 has built in, in the same shape, so that callers read alike.
internal static class SpanExtensions
{
    public static string GetString(this Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        unsafe
        {
            fixed (byte* start = bytes)
            {
                return bytes.IsEmpty ? "" : encoding.GetString(start, bytes.Length);
            }
        }
    }

    public static ReadOnlySpan<byte> TrimStart(this ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> any)
    {
        while (!bytes.IsEmpty && any.IndexOf(bytes[0]) >= 0)
        {
            bytes = bytes.Slice(1);
        }

        return bytes;
    }

    public static bool SequenceEqual<T>(this Span<T> left, ReadOnlySpan<T> right, IEqualityComparer<T> comparer)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!comparer.Equals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }
}
#endif
