using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>A spec file as the build hands it over.</summary>
internal sealed class SpecFile(string path, bool isSwagger, bool isOwn, SourceText text) : AdditionalText
{
    public override string Path => path;

    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["build_metadata.AdditionalFiles.ImdsSpec"] = isSwagger ? "swagger" : "versions",
        ["build_metadata.AdditionalFiles.ImdsSpecOrigin"] = isOwn ? "" : "package",
    };

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}

internal static class SpecFiles
{
    /// <summary>The specs of the package, by the names of their files.</summary>
    public static ImmutableSortedDictionary<string, string> Packaged { get; } =
        Directory.EnumerateFiles(Repository.PathOf("specs", "versions"), "*.csv").Append(Repository.PathOf("specs", "imds.swagger.json"))
            .ToImmutableSortedDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>As <see cref="Packaged"/>, in the form in which every run gets the same ones.</summary>
    public static ImmutableSortedDictionary<string, SpecFile> PackagedFiles { get; } = Packaged.ToImmutableSortedDictionary(
        file => file.Key,
        file => new SpecFile("specs/" + file.Key, file.Key.EndsWith(".json", StringComparison.Ordinal), isOwn: false,
            SourceText.From(file.Value)),
        StringComparer.Ordinal);
}

/// <summary>The properties of a project, and what the build says of its spec files.</summary>
internal sealed class SpecOptions(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Values.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile is SpecFile spec ? new Values(spec.Metadata)
        : Values.None;

    private sealed class Values(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static Values None { get; } = new(ImmutableDictionary<string, string>.Empty);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
