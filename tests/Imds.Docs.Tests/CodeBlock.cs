using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Docs.Tests;

/// <summary>A block of C# on a page: a program of its own, or types.</summary>
internal sealed partial record CodeBlock(
    string Page, int Line, string Code, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> Earlier, string Alias)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. typeof(ImdsGenerator).Assembly.GetTypes()
        .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract && type.Name != "RazorAnalyzer")
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>All that this test project refers to and that a reader's could, less what the harness refers to itself.</summary>
    private static readonly MetadataReference[] Packages =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsPackage(Path.GetFileNameWithoutExtension(path))).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Generated = new();

    /// <summary>As in a project of Microsoft.NET.Sdk.Web with implicit usings, and xUnit's.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Xunit;
        """;

    /// <summary>What the page says the compiler says: "// IMDS102: …" behind the code, line by line.</summary>
    public IReadOnlyList<string> Promised => [.. Promise().Matches(Code)
        .Select(match => $"{Line + Code.AsSpan(0, match.Index).Count('\n')}: {match.Groups[1].Value}")];

    public static bool HasStatements(string code) =>
        CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    /// <summary>What the compiler and the rules do say, from warnings upwards, in the same words.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync()
    {
        var project = Project;
        var options = project.ParseOptions.WithDocumentationMode(DocumentationMode.Parse);
        var own = Earlier.Append(Code).Select(code => CSharpSyntaxTree.ParseText(code, options, Page)).ToList();
        var choosesInCode = Earlier.Append(Code).Any(code => code.Contains("ImdsApiVersion(", StringComparison.Ordinal));
        var key = string.Join('|', Settings.Select(setting => $"{setting.Key}={setting.Value}").Append(Alias));
        var compilation = (choosesInCode ? Generate(own) : Generated.GetOrAdd(key, _ => new(() => Generate([]))).Value.AddSyntaxTrees(own))
            .WithOptions(project.Compilation.Options.WithOutputKind(
                HasStatements(Code) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));

        var analyzed = compilation.WithAnalyzers(Analyzers, new AnalyzerOptions([.. project.Specs], project.Options));
        var tree = own[^1];
        var model = compilation.GetSemanticModel(tree);
        var findings = model.GetDiagnostics()
            .Concat((await analyzed.GetAnalysisResultAsync(model, filterSpan: null, default)).GetAllDiagnostics())
            .Concat((await analyzed.GetAnalysisResultAsync(tree, default)).GetAllDiagnostics())
            .Where(finding => finding.Severity >= DiagnosticSeverity.Warning).ToList();

        // IMDS101 stands beside the compiler's own error and says why.
        var explained = findings.Where(finding => finding.Id == "IMDS101").Select(LineOf).ToHashSet();
        return [.. findings
            .Where(finding => finding.Id.StartsWith("IMDS", StringComparison.Ordinal) || !explained.Contains(LineOf(finding)))
            .Select(finding => $"{Line + LineOf(finding)}: {finding.Id}").Distinct().Order(StringComparer.Ordinal)];
    }

    public override string ToString() => $"{Page}:{Line}";

    private static bool IsPackage(string assembly) => !assembly.StartsWith("System.", StringComparison.Ordinal)
        && assembly is not ("netstandard" or "mscorlib" or "Imds.Runtime" or "Imds.Generators")
        && assembly is not ("Imds.Docs.Tests" or "Imds.Testing" or "Imds.Site");

    private static int LineOf(Diagnostic finding) => finding.Location.GetLineSpan().StartLinePosition.Line;

    private Project Project => new()
    {
        ApiVersion = Setting("ImdsApiVersion") is { Length: > 0 } version ? version
            : Code.Contains("[assembly: ImdsApiVersion", StringComparison.Ordinal) ? "" : "2025-04-07",
        Minimum = Setting("ImdsMinimumApiVersion"),
        Additional = Setting("ImdsAdditionalApiVersions").Replace(';', ','),
        IsPublic = Setting("ImdsPublic") == "true",
        Namespace = Setting("ImdsNamespace"),
        References = Alias.Length == 0 ? Packages : [.. Packages, Library()],
    };

    private string Setting(string name) => Settings.GetValueOrDefault(name, "");

    private CSharpCompilation Generate(IReadOnlyList<SyntaxTree> own)
    {
        var project = Project;
        var usings = CSharpSyntaxTree.ParseText(ImplicitUsings, project.ParseOptions);
        if (Alias.Length > 0)
        {
            return project.Compilation.AddSyntaxTrees([usings, .. own]); // a project that uses another's types, and has no generator
        }

        project.Driver().RunGeneratorsAndUpdateCompilation(
            project.Compilation.AddSyntaxTrees([usings, .. own]), out var compilation, out var problems);
        Assert.Empty(problems);
        return (CSharpCompilation)compilation;
    }

    /// <summary>A library that shows the types in namespace Imds, as the page has it under an alias.</summary>
    private CompilationReference Library() =>
        new Project { Name = "Contoso.Machine", IsPublic = true }.Run().Compilation.ToMetadataReference(aliases: [Alias]);

    [GeneratedRegex(@"// (IMDS\d+|CS\d+)\b")]
    private static partial Regex Promise();
}
