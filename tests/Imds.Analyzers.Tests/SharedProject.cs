using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Analyzers.Tests;

/// <summary>
/// Projects without code of their own for which the generator has run: one for each configuration, for all tests that have it.
/// </summary>
internal static class SharedProject
{
    private static readonly ConcurrentDictionary<(string, OutputKind), Lazy<Task<Project>>> Projects = new();
    private static readonly ConcurrentDictionary<ProjectId, Compilation> Generated = new();
    private static readonly ConcurrentDictionary<(string, OutputKind), Lazy<Compilation>> Modules = new();
    private static readonly ConcurrentDictionary<string, SourceText> Configurations = new();

    /// <summary>The packaged specs.</summary>
    public static ImmutableArray<(string Path, SourceText Text)> Specs { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf("specs", "versions"), "*.csv").Order(StringComparer.Ordinal)
            .Prepend(Repository.PathOf("specs", "imds.swagger.json"))
            .Select(file => ("/0/specs/" + Path.GetFileName(file), SourceText.From(File.ReadAllText(file), Encoding.UTF8))),
    ];

    private static ImmutableArray<MetadataReference> Platform { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(ImdsClientOptions).Assembly.Location),
    ];

    /// <summary>What the package's build files tell the compiler of a project.</summary>
    public static SourceText Configuration(string apiVersion, string minimum, string additional, bool isPublic)
    {
        var text = new StringBuilder("is_global = true\n")
            .Append("build_property.ImdsApiVersion = ").Append(apiVersion).Append('\n')
            .Append("build_property.ImdsMinimumApiVersion = ").Append(minimum).Append('\n')
            .Append("build_property.ImdsAdditionalApiVersionList = ").Append(additional).Append('\n')
            .Append("build_property.ImdsPublic = ").Append(isPublic ? "true" : "").Append('\n');
        foreach (var (path, _) in Specs)
        {
            text.Append('[').Append(path).Append("]\nbuild_metadata.AdditionalFiles.ImdsSpec = ")
                .Append(path.EndsWith(".json", StringComparison.Ordinal) ? "swagger" : "versions")
                .Append("\nbuild_metadata.AdditionalFiles.ImdsSpecOrigin = package\n");
        }

        return Configurations.GetOrAdd(text.ToString(), content => SourceText.From(content, Encoding.UTF8));
    }

    public static Task<Project> WithAsync(ImmutableArray<(string Path, SourceText Text)> configuration, OutputKind kind) =>
        Projects.GetOrAdd((string.Join('\n', configuration.Select(file => file.Text)), kind),
            _ => new(() => CreateAsync(configuration, kind))).Value;

    /// <summary>
    /// The project's files with what the generator gives. Binding that for each test takes a second, so it is compiled once, into a module:
    /// a module is a part of the assembly as its source would be. A part of a generated type needs the source itself.
    /// </summary>
    public static async Task<Compilation> CompileAsync(Project project, CancellationToken cancellationToken)
    {
        var own = new List<SyntaxTree>();
        foreach (var document in project.Documents)
        {
            own.Add((await document.GetSyntaxTreeAsync(cancellationToken))!);
        }

        if (Mention(own, "partial record") || project.MetadataReferences.Count > Platform.Length)
        {
            return (await project.GetCompilationAsync(cancellationToken))!;
        }

        // Only the attribute has a say in what is generated.
        var generated = Mention(own, "ImdsApiVersion(")
            ? (await project.GetCompilationAsync(cancellationToken))!.RemoveSyntaxTrees(own) : Generated[project.Id];
        var key = string.Concat(generated.SyntaxTrees.SelectMany(tree => tree.GetText(cancellationToken).GetContentHash())
            .Select(part => (char)part));
        return Modules.GetOrAdd((key, generated.Options.OutputKind), _ => new(() => WithModule(generated))).Value.AddSyntaxTrees(own);
    }

    private static bool Mention(IEnumerable<SyntaxTree> trees, string words) =>
        trees.Any(tree => tree.ToString().Contains(words, StringComparison.Ordinal));

    private static Compilation WithModule(Compilation generated)
    {
        using var stream = new MemoryStream();
        var emitted = generated.WithOptions(generated.Options.WithOutputKind(OutputKind.NetModule)).WithAssemblyName("Generated")
            .Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        return generated.RemoveAllSyntaxTrees().AddReferences(ModuleMetadata.CreateFromImage(stream.ToArray()).GetReference());
    }

    private static async Task<Project> CreateAsync(ImmutableArray<(string Path, SourceText Text)> configuration, OutputKind kind)
    {
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "TestProject", "TestProject", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress),
                    new("AD0001", ReportDiagnostic.Error)]),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
            metadataReferences: Platform,
            analyzerReferences: [new PackageReference()]);
        var project = new AdhocWorkspace().AddProject(info);
        foreach (var (path, text) in Specs)
        {
            project = project.AddAdditionalDocument(Path.GetFileName(path), text, folders: ["specs"], filePath: path).Project;
        }

        foreach (var (path, text) in configuration)
        {
            project = project.AddAnalyzerConfigDocument(Path.GetFileName(path), text, filePath: path).Project;
        }

        Generated[project.Id] = (await project.GetCompilationAsync())!;
        return project;
    }

    /// <summary>The generator as a project refers to it; the tests run the analyzers.</summary>
    private sealed class PackageReference : AnalyzerReference
    {
        // The workspace knows a generator by reference.
        private readonly ImmutableArray<ISourceGenerator> _generators = [new ImdsGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(PackageReference);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => Package.Analyzers;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => Package.Analyzers;

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;
    }
}
