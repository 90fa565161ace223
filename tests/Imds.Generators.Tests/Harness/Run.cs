using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests.Harness;

/// <summary>What a project is made of, for a run of the generator.</summary>
internal sealed record Project
{
    public IReadOnlyList<Spec> Specs { get; init; } = Spec.Packaged;

    public string ApiVersion { get; init; } = "2021-02-01";

    public string Minimum { get; init; } = "";

    public string Additional { get; init; } = "";

    public bool IsPublic { get; init; }

    public string Source { get; init; } = "";

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    public bool HasRuntime { get; init; } = true;

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "Consumer";

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>What is referenced beside the framework and the runtime.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    public BuildOptions Options => new(new Dictionary<string, string>
    {
        ["ImdsApiVersion"] = ApiVersion,
        ["ImdsMinimumApiVersion"] = Minimum,
        ["ImdsAdditionalApiVersionList"] = Additional,
        ["ImdsPublic"] = IsPublic ? "true" : "",
        ["ImdsNamespace"] = Namespace,
    });

    public CSharpParseOptions ParseOptions => new(Language, DocumentationMode.Diagnose);

    public CSharpCompilation Compilation => CSharpCompilation.Create(Name,
        Source.Length == 0 ? [] : [CSharpSyntaxTree.ParseText(Source, ParseOptions, "Program.cs")],
        [.. Platform, .. HasRuntime ? [Runtime] : Array.Empty<MetadataReference>(), .. References],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: Nullable, warningLevel: 9999,
            // Both are off in every SDK project: a newer System.Text.Json of the framework takes the place of an older one.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));

    /// <summary>Runs the generator over the project.</summary>
    public Run Run()
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compilation, out var compilation, out _);
        return new Run(driver.GetRunResult().Results.Single(), (CSharpCompilation)compilation);
    }

    public GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ImdsGenerator().AsSourceGenerator()], Specs, ParseOptions, Options,
        new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));

    public static MetadataReference[] Platform { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(typeof(ImdsClientOptions).Assembly.Location);
}

/// <summary>What a run gave.</summary>
internal sealed class Run(GeneratorRunResult result, CSharpCompilation compilation)
{
    private Assembly? _assembly;

    public CSharpCompilation Compilation => compilation;

    public GeneratorRunResult Result => result;

    /// <summary>What the generator reported, ordered.</summary>
    public IReadOnlyList<Diagnostic> Problems =>
        [.. result.Diagnostics.OrderBy(problem => problem.Id).ThenBy(problem => problem.Location.SourceSpan.Start)];

    public IReadOnlyDictionary<string, string> Sources =>
        result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the compiler says of the generated code, warnings included.</summary>
    public IReadOnlyList<Diagnostic> CompilerFindings =>
        [.. compilation.GetDiagnostics().Where(finding => finding.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The compiled result, for another project to refer to.</summary>
    public MetadataReference ToReference() => compilation.ToMetadataReference();

    /// <summary>The compiled result, loaded.</summary>
    public Assembly Assembly => _assembly ??= Load();

    /// <summary>A generated type, whatever its accessibility.</summary>
    public Type Type(string fullName) => Assembly.GetType(fullName) ?? throw new InvalidOperationException($"There is no type {fullName}.");

    public Run WithoutFindings()
    {
        Assert.Null(result.Exception);
        Assert.Empty(Problems);
        Assert.Empty(CompilerFindings);
        return this;
    }

    private Assembly Load()
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }
}
