namespace Imds.Runtime.Routing;

/// <summary>The array indexes of a route, in the order of its path: at most four, packed so that a route is copied in one go.</summary>
internal readonly struct RouteIndexes
{
    /// <summary>The largest index: far beyond every list of the service.</summary>
    public const int Largest = ushort.MaxValue - 1;

    private const int Most = 4;
    private const int Bits = 16;

    // 16 bits for each, the first lowest: the index and one more, so that 0 is none.
    private readonly ulong _packed;

    private RouteIndexes(ulong packed) => _packed = packed;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var rest = _packed; rest != 0; rest >>= Bits)
            {
                count++;
            }

            return count;
        }
    }

    public int this[int number] => (int)((_packed >> (number * Bits)) & ushort.MaxValue) - 1;

    /// <summary>One more index.</summary>
    public RouteIndexes With(int index)
    {
        if (index is < 0 or > Largest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index,
                FormattableString.Invariant($"An index counts from 0, and no list of the service goes beyond {Largest}."));
        }

        var count = Count;
        return count < Most
            ? new RouteIndexes(_packed | ((ulong)(index + 1) << (count * Bits)))
            : throw new InvalidOperationException("A route has at most four indexes.");
    }
}
