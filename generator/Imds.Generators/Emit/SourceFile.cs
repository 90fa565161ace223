namespace Imds.Generators.Emit;

/// <summary>A generated file: its name in the project and the segments of its text.</summary>
internal sealed record SourceFile(string HintName, EquatableArray<string> Segments);
