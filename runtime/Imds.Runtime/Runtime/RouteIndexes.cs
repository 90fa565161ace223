namespace Imds.Runtime;

/// <summary>The array indexes of a route, in the order of its path: at most four, held in place.</summary>
internal readonly struct RouteIndexes
{
    /// <summary>How many there can be.</summary>
    public const int Most = 4;

    private readonly int _first;
    private readonly int _second;
    private readonly int _third;
    private readonly int _fourth;
    private readonly int _count;

    private RouteIndexes(int first, int second, int third, int fourth, int count) =>
        (_first, _second, _third, _fourth, _count) = (first, second, third, fourth, count);

    public int this[int place] => place >= _count
        ? throw new InvalidOperationException(FormattableString.Invariant($"The route has {_count} indexes, and its path asks for number {place}."))
        : place switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth };

    public RouteIndexes With(int index)
    {
        if (index < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, "An index counts from 0 and cannot be negative.");
        }

        return _count switch
        {
            0 => new(index, 0, 0, 0, 1),
            1 => new(_first, index, 0, 0, 2),
            2 => new(_first, _second, index, 0, 3),
            3 => new(_first, _second, _third, index, 4),
            _ => throw new InvalidOperationException("A route has at most four indexes."),
        };
    }
}
