namespace Imds.Generators.Diagnostics;

/// <summary>What a step gave, if anything, and what it found wrong.</summary>
internal sealed record Outcome<T>(T? Value, EquatableArray<Problem> Problems) where T : class;
