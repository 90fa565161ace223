using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>What is known at a place in the code: the versions that are possible there, and the values that say more.</summary>
/// <param name="Values">By local, parameter or flow capture.</param>
internal sealed record FlowState(VersionSet Versions, ImmutableDictionary<object, Value> Values)
{
    private static readonly ImmutableDictionary<object, Value> Empty = ImmutableDictionary.Create<object, Value>(new KeyComparer());

    public static FlowState At(VersionSet versions) => new(versions, Empty);

    public Value? this[object key] => Values.TryGetValue(key, out var value) ? value : null;

    public FlowState Set(object key, Value? value)
    {
        if (value is null && !Values.ContainsKey(key))
        {
            return this;
        }

        return this with { Values = value is null ? Values.Remove(key) : Values.SetItem(key, value) };
    }

    /// <summary>With some versions only; null where none is left, because the place cannot be reached then.</summary>
    public FlowState? Only(VersionSet versions) => (Versions & versions) is { IsEmpty: false } rest ? this with { Versions = rest } : null;

    public static FlowState Join(FlowState? a, FlowState b)
    {
        if (a is null)
        {
            return b;
        }

        var values = a.Values;
        foreach (var entry in a.Values)
        {
            var joined = Value.Join(entry.Value, b[entry.Key]);
            if (joined is null)
            {
                values = values.Remove(entry.Key);
            }
            else if (!joined.Equals(entry.Value))
            {
                values = values.SetItem(entry.Key, joined);
            }
        }
        return new FlowState(a.Versions | b.Versions, values);
    }

    public bool Same(FlowState? other) => other is not null && Versions == other.Versions && Values.Count == other.Values.Count
        && Values.All(entry => entry.Value.Equals(other[entry.Key]));

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) =>
            x is ISymbol a && y is ISymbol b ? SymbolEqualityComparer.Default.Equals(a, b) : object.Equals(x, y);

        public int GetHashCode(object key) =>
            key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
    }
}
