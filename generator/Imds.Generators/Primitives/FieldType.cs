namespace Imds.Generators.Primitives;

internal enum ValueKind { String, Int32, Int64, Double, Boolean, Object }

/// <summary>What the value of a field is.</summary>
/// <param name="TypeName">The record, for <see cref="ValueKind.Object"/>; else empty.</param>
internal readonly record struct FieldType(ValueKind Kind, string TypeName, bool IsList);
