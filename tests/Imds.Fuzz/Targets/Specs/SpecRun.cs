using System.Collections.Immutable;
using System.Reflection;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>What the generator and then the compiler make of a project.</summary>
internal sealed record SpecRun(
    Exception? Thrown, IReadOnlyList<Diagnostic> Problems, IReadOnlyList<Diagnostic> CompilerFindings,
    IReadOnlyDictionary<string, SourceText> Texts)
{
    /// <summary>The version of C#, as the property LangVersion has it.</summary>
    public const string LanguageOption = "LangVersion";

    /// <summary>Whether the project refers to Imds.Extensions.Hosting.</summary>
    public const string HostingOption = "Hosting";

    private const string OwnCode = "Program.cs";

    /// <summary>What the runtime refers to, down to the last: with all of the framework the compiler takes longer.</summary>
    private static readonly ImmutableArray<MetadataReference> Platform = ReferencesOf(typeof(ImdsClientOptions).Assembly);

    private static readonly ImmutableArray<MetadataReference> Hosting = ReferencesOf(typeof(CompilerServices.ImdsClients).Assembly);

    // What is added to a compilation shares the references that it has read.
    private static readonly CSharpCompilation Plain = CSharpCompilation.Create("Consumer", [], Platform,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            concurrentBuild: false,
            // Both are off in every SDK project: a newer assembly of the framework takes the place of an older one.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));

    private static readonly CSharpCompilation WithHosting = Plain.WithReferences(Hosting);

    static SpecRun()
    {
        Plain.GetDiagnostics();
        WithHosting.GetDiagnostics();
    }

    public static SpecRun Of(SpecInput input)
    {
        var options = input.Named(SpecInput.Option).Select(option => option.Split('=', 2)).Where(option => option.Length == 2)
            .DistinctBy(option => option[0]).ToDictionary(option => option[0], option => option[1], StringComparer.Ordinal);
        var parse = new CSharpParseOptions(
            LanguageVersionFacts.TryParse(options.GetValueOrDefault(LanguageOption), out var language) ? language
                : LanguageVersion.CSharp13,
            DocumentationMode.Diagnose);
        var files = input.Parts.Select(File).Where(file => file is not null).Select(file => file!).ToImmutableArray<AdditionalText>();
        var compilation = options.ContainsKey(HostingOption) ? WithHosting : Plain;
        compilation = compilation.AddSyntaxTrees(input.Parts.Where(part => part.Kind == SpecInput.Code)
            .Select(part => CSharpSyntaxTree.ParseText(Text(part), parse, OwnCode)));

        var driver = CSharpGeneratorDriver.Create([new ImdsGenerator().AsSourceGenerator()], files, parse,
                new SpecOptions(options.ToDictionary(option => "build_property." + option.Key, option => option.Value,
                    StringComparer.Ordinal)))
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);

        var result = driver.GetRunResult().Results.Single();
        var texts = files.DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => file.GetText()!, StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            texts[tree.FilePath] = tree.GetText();
        }

        return new SpecRun(result.Exception, result.Diagnostics, result.GeneratedSources.IsEmpty ? [] : [.. generated.GetDiagnostics()
            .Where(finding => finding.Severity >= DiagnosticSeverity.Warning && finding.Location.SourceTree?.FilePath != OwnCode)], texts);
    }

    private static ImmutableArray<MetadataReference> ReferencesOf(Assembly assembly)
    {
        var all = new Dictionary<string, MetadataReference>(StringComparer.Ordinal);
        Add(assembly);
        return [.. all.Values];

        void Add(Assembly one)
        {
            if (all.TryAdd(one.GetName().Name!, MetadataReference.CreateFromFile(one.Location)))
            {
                foreach (var name in one.GetReferencedAssemblies())
                {
                    Add(Assembly.Load(name));
                }
            }
        }
    }

    private static SpecFile? File(SpecInput.Part part) => part.Kind switch
    {
        SpecInput.Swagger or SpecInput.Table => new SpecFile(part.Name, part.Kind == SpecInput.Swagger, isOwn: true, Text(part)),
        SpecInput.Packaged => SpecFiles.PackagedFiles.GetValueOrDefault(part.Name),
        _ => null,
    };

    /// <summary>As the compiler reads a file.</summary>
    private static SourceText Text(SpecInput.Part part)
    {
        using var stream = new MemoryStream(part.Content);
        return SourceText.From(stream);
    }
}
