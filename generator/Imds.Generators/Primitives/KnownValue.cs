namespace Imds.Generators.Primitives;

/// <summary>The values that a field is known to have.</summary>
/// <param name="TypeName">The class that holds their constants.</param>
/// <param name="IsClosed">Whether it has no others.</param>
internal sealed record KnownValues(string TypeName, bool IsClosed, EquatableArray<KnownValue> Values);

/// <summary>One of the values that a field is known to have.</summary>
/// <param name="Name">The name of its constant.</param>
internal sealed record KnownValue(string Name, string Value, string Description);
