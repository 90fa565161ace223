namespace Imds.Generators.Primitives;

/// <summary>One of the values that a field is known to have; it may have others.</summary>
/// <param name="Name">The name of its constant.</param>
internal sealed record KnownValue(string Name, string Value, string Description);
