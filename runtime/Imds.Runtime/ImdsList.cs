using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Imds;

/// <summary>A list that never changes, holds no null, and equals every list with equal items in the same order.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
[CollectionBuilder(typeof(ImdsList), nameof(ImdsList.Create))]
public sealed class ImdsList<T> : IReadOnlyList<T>, IEquatable<ImdsList<T>>
{
    private readonly T[] _items;

    /// <summary>Makes a list of a copy of the items.</summary>
    /// <exception cref="ArgumentException">One of the items is null.</exception>
    public ImdsList(IEnumerable<T> items)
        : this(items?.ToArray() ?? throw new ArgumentNullException(nameof(items)), true) => RefuseNull(_items);

    // The flag tells it from the constructor that copies.
    private ImdsList(T[] owned, bool _) => _items = owned;

    /// <summary>Makes a list of the array itself: only for those who made it and keep no hold of it.</summary>
    internal static ImdsList<T> Owning(T[] items) => new(items, true);

    /// <summary>The list without items.</summary>
    public static ImdsList<T> Empty { get; } = Owning([]);

    /// <summary>How many items the list has.</summary>
    public int Count => _items.Length;

    /// <summary>The item at a place, counted from 0.</summary>
    public T this[int index] => (uint)index < (uint)_items.Length
        ? _items[index]
        : throw new ArgumentOutOfRangeException(
            nameof(index), FormattableString.Invariant($"The list has {_items.Length} items, so there is none at {index}."));

    /// <summary>Makes a list of a copy of the array.</summary>
    public static implicit operator ImdsList<T>(T[] items) => ImdsList.Create(items);

    /// <summary>Whether both lists have equal items in the same order.</summary>
    public static bool operator ==(ImdsList<T>? left, ImdsList<T>? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the lists differ in an item, their order or their number.</summary>
    public static bool operator !=(ImdsList<T>? left, ImdsList<T>? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(ImdsList<T>? other) =>
        ReferenceEquals(this, other) || (other is not null && _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImdsList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = _items.Length;
        foreach (var item in _items)
        {
            hash = unchecked((hash * 31) + EqualityComparer<T>.Default.GetHashCode(item!));
        }

        return hash;
    }

    /// <summary>The items in brackets, in a form that no culture changes.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", _items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture))) + "]";

    /// <summary>Goes through the items without allocating.</summary>
    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    internal static void RefuseNull(T[] items)
    {
        if (default(T) is null && Array.FindIndex(items, item => item is null) is >= 0 and var place)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The item at {place} is null, and an {nameof(ImdsList<>)} holds no null."), nameof(items));
        }
    }

    /// <summary>Goes through the items of a list, for <c>foreach</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _next;

        internal Enumerator(T[] items) => _items = items;

        /// <summary>The item reached.</summary>
        public readonly T Current => _items[_next - 1];

        /// <summary>Moves to the next item; false at the end.</summary>
        public bool MoveNext() => _next < _items.Length && ++_next > 0;
    }
}

/// <summary>Makes lists, for collection expressions and for code that leaves the item's type to the compiler.</summary>
public static class ImdsList
{
    /// <summary>Makes a list of a copy of the items.</summary>
    /// <exception cref="ArgumentException">One of the items is null.</exception>
    public static ImdsList<T> Create<T>(ReadOnlySpan<T> items)
    {
        if (items.IsEmpty)
        {
            return ImdsList<T>.Empty;
        }

        var copy = items.ToArray();
        ImdsList<T>.RefuseNull(copy);
        return ImdsList<T>.Owning(copy);
    }
}
