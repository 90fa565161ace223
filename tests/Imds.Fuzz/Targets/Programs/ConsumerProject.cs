using System.Collections.Immutable;
using System.Text;
using Imds.Fuzz.Targets.Specs;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Fuzz.Targets.Programs;

/// <summary>
/// A project that uses the package, without code of its own. What the generator gives is compiled once, into a module: a module is a part
/// of the assembly as its source would be.
/// </summary>
internal static class ConsumerProject
{
    private const string Configuration = """
        is_global = true
        build_property.ImdsApiVersion = 2021-03-01
        build_property.ImdsMinimumApiVersion = 2019-06-01
        build_property.ImdsAdditionalApiVersionList = 2018-02-01,2019-03-11

        """;

    private static readonly ImmutableArray<MetadataReference> Platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
        .Append(typeof(ImdsClientOptions).Assembly.Location)
        .Select(path => MetadataReference.CreateFromFile(path))];

    public static Project Instance { get; } = Create();

    private static Project Create()
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false,
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        var parse = new CSharpParseOptions(LanguageVersion.CSharp13);
        var project = new AdhocWorkspace()
            .AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp,
            compilationOptions: options, parseOptions: parse, metadataReferences: Platform));
        var configuration = new StringBuilder(Configuration);
        foreach (var (name, text) in SpecFiles.Packaged)
        {
            project = project.AddAdditionalDocument(name, SourceText.From(text, Encoding.UTF8), filePath: "/0/specs/" + name).Project;
            configuration.Append("[/0/specs/").Append(name).Append("]\nbuild_metadata.AdditionalFiles.ImdsSpec = ")
                .Append(name.EndsWith(".json", StringComparison.Ordinal) ? "swagger" : "versions")
                .Append("\nbuild_metadata.AdditionalFiles.ImdsSpecOrigin = package\n");
        }

        project = project.AddAnalyzerConfigDocument(".globalconfig", SourceText.From(configuration.ToString(), Encoding.UTF8),
            filePath: "/0/.globalconfig").Project;

        CSharpGeneratorDriver.Create([new ImdsGenerator().AsSourceGenerator()], project.AnalyzerOptions.AdditionalFiles, parse,
                project.AnalyzerOptions.AnalyzerConfigOptionsProvider)
            .RunGeneratorsAndUpdateCompilation(CSharpCompilation.Create("Generated", [], Platform,
                options.WithOutputKind(OutputKind.NetModule)),
                out var generated, out _);
        using var stream = new MemoryStream();
        var emitted = generated.Emit(stream);
        return emitted.Success ? project.AddMetadataReference(ModuleMetadata.CreateFromImage(stream.ToArray()).GetReference())
            : throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
    }
}
