using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Tests.Harness;

/// <summary>Properties and item metadata as MSBuild hands them to the compiler.</summary>
internal sealed class BuildOptions(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(
        properties.ToDictionary(property => "build_property." + property.Key, property => property.Value));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Options.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText file) => file is Spec spec
        ? new Options(new Dictionary<string, string>
        {
            ["build_metadata.AdditionalFiles.ImdsSpec"] = spec.Kind,
            ["build_metadata.AdditionalFiles.ImdsSpecOrigin"] = spec.IsOwn ? "" : "package",
        })
        : Options.None;

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static Options None { get; } = new([]);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
