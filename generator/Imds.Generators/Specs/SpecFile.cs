using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Specs;

internal enum SpecKind { Swagger, Versions }

/// <summary>
/// One spec as the build hands it over. Its text is its identity, so a file added again with the same content changes nothing.
/// </summary>
/// <param name="IsOwn">Whether the project brought it, rather than the package.</param>
internal sealed record SpecFile(string Path, SpecKind Kind, bool IsOwn, string Text)
{
    /// <summary>Those of the files that are specs.</summary>
    public static EquatableArray<SpecFile> Read(
        IEnumerable<AdditionalText> files, AnalyzerConfigOptionsProvider provider, CancellationToken cancellation) =>
        files.Select(file => Read(file, provider, cancellation)).Where(file => file is not null).Select(file => file!).ToEquatable();

    /// <summary>The file, or null for one that is no spec. Its item metadata says so, never its name.</summary>
    private static SpecFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken cancellation)
    {
        var options = provider.GetOptions(file);
        if (!options.TryGetValue("build_metadata.AdditionalFiles.ImdsSpec", out var kind) || kind.Length == 0)
        {
            return null;
        }

        var isOwn = !(options.TryGetValue("build_metadata.AdditionalFiles.ImdsSpecOrigin", out var origin) && origin == "package");
        var text = file.GetText(cancellation)?.ToString() ?? "";
        return new SpecFile(file.Path,
            string.Equals(kind, "swagger", StringComparison.OrdinalIgnoreCase) ? SpecKind.Swagger : SpecKind.Versions, isOwn, text);
    }
}
