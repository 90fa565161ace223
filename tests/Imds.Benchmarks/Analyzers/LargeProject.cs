using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Benchmarks.Analyzers;

/// <summary>A project with many files that has the package: what the compiler hands to the analyzers of it.</summary>
internal sealed class LargeProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<AdditionalText> SpecFiles = [.. Specs("*.json", "swagger"),
        .. Specs(Path.Combine("versions", "*.csv"), "versions")];

    private readonly CSharpCompilation _compilation;
    private int _builds;

    public LargeProject(IReadOnlyList<string> files)
    {
        (Lines, Uses) = (files.Sum(SourceFiles.LinesIn), files.Sum(SourceFiles.UsesIn));
        var written = CSharpCompilation.Create("Large",
            files.Select((file, i) => CSharpSyntaxTree.ParseText(file, ParseOptions, $"/large/{i}.cs")),
            [.. DotNetSdk.ReferenceAssemblies.Select(path => MetadataReference.CreateFromFile(path)),
                MetadataReference.CreateFromFile(typeof(ImdsClientOptions).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                concurrentBuild: false));
        CSharpGeneratorDriver.Create([new ImdsGenerator().AsSourceGenerator()], SpecFiles, ParseOptions, new BuildOptions())
            .RunGeneratorsAndUpdateCompilation(written, out var whole, out _);
        _compilation = (CSharpCompilation)whole;
    }

    public int Lines { get; }

    public int Uses { get; }

    /// <summary>
    /// What a build tells analyzers of the project. Each build does so anew, and analyzers keep what they know of it with this.
    /// </summary>
    public static AnalyzerOptions Options => new(SpecFiles, new BuildOptions());

    /// <summary>The project as a compiler sees it that has just read its files: no analyzer knows anything of it yet.</summary>
    public CSharpCompilation Build()
    {
        var build = ++_builds;
        var fresh = _compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(_compilation.SyntaxTrees.Select(tree => tree.WithFilePath($"/{build}{tree.FilePath}")));
        // References and declarations are the compiler's to bind, and not whose analyzer happens to ask first.
        _ = fresh.GetTypeByMetadataName("System.Object")
            ?? throw new InvalidOperationException("The reference assemblies lack System.Object.");
        return fresh;
    }

    /// <summary>What is timed must be code that a compiler takes.</summary>
    public void RequireNoErrors()
    {
        var errors = _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException("The files do not compile: " + string.Join("\n", errors));
        }
    }

    private static IEnumerable<SpecText> Specs(string pattern, string kind) =>
        Directory.GetFiles(Repository.PathOf("specs"), pattern).Select(path => new SpecText(path, kind));

    private sealed class SpecText(string path, string kind) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

        public override string Path => path;

        public string Kind => kind;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    /// <summary>The part that matters of the file which the SDK writes for the analyzers of a project for net10.0.</summary>
    private sealed class BuildOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new Dictionary<string, string>
        {
            ["build_property.TargetFramework"] = "net10.0",
            ["build_property.TargetFrameworkIdentifier"] = ".NETCoreApp",
            ["build_property.TargetFrameworkVersion"] = "v10.0",
            ["build_property.TargetPlatformMinVersion"] = "",
            ["build_property.InvariantGlobalization"] = "",
            ["build_property.PlatformNeutralAssembly"] = "",
            ["build_property._SupportedPlatformList"] = "Linux,macOS,Windows",
            ["build_property.ImdsApiVersion"] = "2023-07-01",
            ["build_property.ImdsMinimumApiVersion"] = "2020-06-01",
            ["build_property.ImdsAdditionalApiVersionList"] = "",
        });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText file) => new Values(new Dictionary<string, string>
        {
            ["build_metadata.AdditionalFiles.ImdsSpec"] = ((SpecText)file).Kind,
            ["build_metadata.AdditionalFiles.ImdsSpecOrigin"] = "package",
        });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
