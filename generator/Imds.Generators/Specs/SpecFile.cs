namespace Imds.Generators.Specs;

internal enum SpecKind { Swagger, Versions }

/// <summary>One spec as the build hands it over. Its text is its identity, so a file added again with the same content changes nothing.</summary>
/// <param name="IsOwn">Whether the project brought it, rather than the package.</param>
internal sealed record SpecFile(string Path, SpecKind Kind, bool IsOwn, string Text);
