using System.Diagnostics.CodeAnalysis;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Benchmarks.Generator;

/// <summary>A small project that uses the package, as the compiler hands it to the generator.</summary>
/// <param name="Additional">The versions beside the chosen one, as the build lists them.</param>
internal sealed record Consumer(string ApiVersion, string Additional = "")
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    public static SyntaxTree Unrelated { get; } = Parse("Unrelated.cs", "internal sealed class Unrelated;");

    public static CSharpCompilation Compilation { get; } = CSharpCompilation.Create("Consumer",
        [
            Unrelated,
            Parse("Program.cs", """
                using System;
                using Imds;

                await using var imds = new ImdsClient();
                Console.WriteLine(await imds.Instance.Compute.VmSize.GetAsync());
                """),
        ],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) == "Imds.Runtime.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>A driver that has done nothing yet.</summary>
    public GeneratorDriver Driver(IReadOnlyList<Specs>? specs = null, bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [new ImdsGenerator().AsSourceGenerator()], specs ?? Specs.Read(), ParseOptions, new BuildOptions(this),
        new GeneratorDriverOptions(default, trackSteps));

    private sealed class BuildOptions(Consumer consumer) : AnalyzerConfigOptionsProvider
    {
        private static readonly Options None = new([]);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new Dictionary<string, string>
        {
            ["build_property.ImdsApiVersion"] = consumer.ApiVersion,
            ["build_property.ImdsAdditionalApiVersionList"] = consumer.Additional,
        });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => None;

        public override AnalyzerConfigOptions GetOptions(AdditionalText file) => new Options(new Dictionary<string, string>
        {
            ["build_metadata.AdditionalFiles.ImdsSpec"] = ((Specs)file).Kind,
            ["build_metadata.AdditionalFiles.ImdsSpecOrigin"] = "package",
        });
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
