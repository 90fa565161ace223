using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Mutation;

/// <summary>Compiles a project as its build does, from the arguments that the build gives the compiler.</summary>
internal static class Compiler
{
    public static async Task<CSharpCompilation> LoadAsync(string project, string framework)
    {
        var folder = Path.GetDirectoryName(project)!;
        var json = await Command.OutputAsync(folder, "dotnet", "msbuild", project, "-t:Compile", "-p:TargetFramework=" + framework,
            "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:BuildProjectReferences=false",
            "-p:NonExistentFile=__none__", "-getItem:CscCommandLineArgs");
        using var items = JsonDocument.Parse(json);
        var arguments = CSharpCommandLineParser.Default.Parse(
            items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!), folder, sdkDirectory: null);

        var trees = arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(File.ReadAllText(file.Path)), arguments.ParseOptions, file.Path));
        var references = arguments.MetadataReferences.Select(each => MetadataReference.CreateFromFile(each.Reference, each.Properties));
        var compilation = CSharpCompilation.Create(arguments.CompilationName, trees, references,
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress));
        var generators = arguments.AnalyzerReferences.SelectMany(each =>
            new AnalyzerFileReference(Path.GetFullPath(each.FilePath, folder), Loader.Instance).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: arguments.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        return (CSharpCompilation)complete;
    }

    /// <summary>The assembly; null where it does not compile.</summary>
    public static byte[]? Emit(CSharpCompilation compilation, out ImmutableArray<Diagnostic> errors)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        errors = [.. result.Diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        return result.Success ? stream.ToArray() : null;
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
