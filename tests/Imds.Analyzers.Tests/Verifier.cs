using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Testing.Model;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Analyzers.Tests;

/// <summary>All that the package brings into a compilation, found the way the compiler finds it.</summary>
internal static class Package
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Instances<DiagnosticAnalyzer>(typeof(ImdsGenerator).Assembly);

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Instances<CodeFixProvider>(Assembly.Load("Imds.Generators.CodeFixes"));

    private static ImmutableArray<T> Instances<T>(Assembly assembly) => [.. assembly.GetTypes()
        .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (T)Activator.CreateInstance(type)!)];
}

/// <summary>
/// A test of Microsoft.CodeAnalysis.Testing over a project that uses the package: the generator has run over the packaged specs, and every
/// analyzer and every fix of the package takes part. What is added to the library: the project's versions, one project for all tests of
/// the same versions (so that the generator works once), and the findings themselves for tests that count them.
/// </summary>
internal sealed class VerifierTest : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    private readonly List<Diagnostic> _verified = [];

    public VerifierTest()
    {
        // The analyzer of Razor's files reports the rules of all the others.
        MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode | MarkupOptions.UseFirstDescriptor;
        // That a pragma silences a rule has tests of its own; here it would double the time of each.
        TestBehaviors = TestBehaviors.SkipSuppressionCheck;
        TestState.AdditionalFiles.AddRange(SharedProject.Specs);
    }

    public string ApiVersion { get; init; } = "2025-04-07";

    /// <summary>Null is as in a project that does not say: the same as the target.</summary>
    public string? MinimumApiVersion { get; init; }

    public string AdditionalApiVersions { get; init; } = "";

    public bool IsPublic { get; init; }

    /// <summary>Where the generated types live; empty is as in a project that does not say.</summary>
    public string Namespace { get; init; } = "";

    public string EditorConfig { init => TestState.AnalyzerConfigFiles.Add(("/0/.editorconfig", value)); }

    public OutputKind OutputKind { init => TestState.OutputKind = value; }

    /// <summary>The messages in the order of the places, where they matter.</summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>What the first fix calls itself, where that matters.</summary>
    public string? CodeActionTitle
    {
        init => CodeActionVerifier = (action, verify) => verify.Equal(value, action.Title);
    }

    /// <summary>Compiler errors and our findings, for a test that says in another way than by marks what they should be.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync() => await DiagnosticsAsync(await ProjectAsync());

    /// <summary>The fixes that are offered, by their titles.</summary>
    public async Task<IReadOnlyList<string>> OfferedFixesAsync() =>
        [.. (await OfferedActionsAsync(await ProjectAsync())).Select(action => action.Title)];

    /// <summary>The fixes that are offered, by their titles, each with what it makes of the test's own files.</summary>
    public async Task<IReadOnlyList<(string Title, string Result)>> AppliedFixesAsync()
    {
        var project = await ProjectAsync();
        var applied = new List<(string, string)>();
        foreach (var action in await OfferedActionsAsync(project))
        {
            var operation = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
            var changed = operation.ChangedSolution.GetProject(project.Id)!;
            var texts = await Task.WhenAll(changed.Documents.Select(document => document.GetTextAsync()));
            applied.Add((action.Title, string.Join('\n', texts.Select(text => text.ToString()))));
        }

        return applied;
    }

    /// <summary>
    /// What Fix All of a fix calls itself, and the files that it changes, by project and name. It starts at the first finding.
    /// </summary>
    public static async Task<(string? Title, IReadOnlyDictionary<string, string> Changed)> FixAllAsync(
        Solution solution, string fix, string rule, FixAllScope scope)
    {
        var provider = Package.Fixes.Single(provider => provider.GetType().Name == fix);
        var test = new VerifierTest();
        var findings = new List<(Document Document, Diagnostic Finding)>();
        foreach (var project in solution.Projects)
        {
            findings.AddRange((await test.DiagnosticsAsync(project)).Where(found => found.Id == rule)
                .Select(found => (project.GetDocument(found.Location.SourceTree)!, found)));
        }

        CodeAction? single = null;
        var (start, first) = findings[0];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(start, first, (action, _) => single ??= action, default));
        var context = new FixAllContext(start, provider, scope, single!.EquivalenceKey!, [rule], new Found(findings), default);
        if (await provider.GetFixAllProvider()!.GetFixAsync(context) is not { } all)
        {
            return (null, new Dictionary<string, string>());
        }

        var after = (await all.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in after.GetChanges(solution).GetProjectChanges().SelectMany(project => project.GetChangedDocuments()))
        {
            var document = after.GetDocument(id)!;
            changed.Add($"{document.Project.Name}/{document.Name}", (await document.GetTextAsync()).ToString());
        }

        return (all.Title, changed);
    }

    private sealed class Found(IReadOnlyList<(Document Document, Diagnostic Finding)> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(findings.Where(found => found.Document.Project.Id == project.Id).Select(found => found.Finding));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(findings.Where(found => found.Document.Id == document.Id).Select(found => found.Finding));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }

    private async Task<IReadOnlyList<CodeAction>> OfferedActionsAsync(Project project)
    {
        var actions = new List<CodeAction>();
        foreach (var finding in await DiagnosticsAsync(project))
        {
            if (project.GetDocument(finding.Location.SourceTree) is not { } document)
            {
                continue;
            }

            foreach (var provider in Package.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
            {
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), default));
            }
        }

        return actions;
    }

    /// <summary>The project compiled, for another to refer to.</summary>
    public async Task<MetadataReference> ToReferenceAsync()
    {
        var project = (await ProjectAsync()).WithAssemblyName("Library");
        using var stream = new MemoryStream();
        var emitted = (await project.GetCompilationAsync())!.Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    public Task<Project> ProjectAsync()
    {
        Configure();
        var state = TestState.WithInheritedValuesApplied(null, [])
            .WithProcessedMarkup(MarkupOptions, null, [.. Package.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)], [],
                DefaultFilePath);
        return CreateProjectAsync(new EvaluatedProjectState(state, ReferenceAssemblies), [], default);
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Package.Analyzers;

    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => Package.Fixes;

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        Configure();
        foreach (var state in new[] { FixedState, BatchFixedState }.Where(state => state.Sources.Count > 0))
        {
            // A mark in the fixed code is what stays behind.
            state.MarkupHandling = MarkupMode.Allow;
        }

        if (Messages is not null)
        {
            DiagnosticVerifier = (actual, _, _) => _verified.Add(actual);
        }

        await base.RunImplAsync(cancellationToken);
        if (Messages is not null)
        {
            var ordered = _verified.OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal);
            Assert.Equal(Messages, ordered.Select(one => one.GetMessage(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A project for which the generator has run already, with the test's own files.</summary>
    protected override async Task<Project> CreateProjectImplAsync(EvaluatedProjectState primaryProject,
        ImmutableArray<EvaluatedProjectState> additionalProjects, CancellationToken cancellationToken)
    {
        var project = await SharedProject.WithAsync(primaryProject.AnalyzerConfigFiles, primaryProject.OutputKind);
        project = project.AddMetadataReferences(primaryProject.AdditionalReferences);
        foreach (var (path, text) in primaryProject.Sources)
        {
            project = project.AddDocument(Path.GetFileName(path), text, filePath: path).Project;
        }

        return project;
    }

    protected override async Task<(Compilation compilation, ImmutableArray<Diagnostic> generatorDiagnostics)> GetProjectCompilationAsync(
        Project project, IVerifier verifier, CancellationToken cancellationToken) =>
        (await SharedProject.CompileAsync(project, cancellationToken), []);

    /// <summary>The shared project has them.</summary>
    protected override Project ApplyCompilationOptions(Project project) => project;

    protected override ImmutableArray<(Project project, Diagnostic diagnostic)> FilterDiagnostics(
        ImmutableArray<(Project project, Diagnostic diagnostic)> diagnostics)
    {
        var missing = diagnostics.Where(found => found.diagnostic.Id == "IMDS101").Select(found => found.diagnostic.Location).ToList();
        // IMDS101 stands beside the compiler's own error, which needs no mark.
        return base.FilterDiagnostics([.. diagnostics.Where(found => !found.diagnostic.Id.StartsWith("CS", StringComparison.Ordinal)
            || !missing.Exists(place =>
                place.SourceTree == found.diagnostic.Location.SourceTree
                    && place.SourceSpan.OverlapsWith(found.diagnostic.Location.SourceSpan)))]);
    }

    private void Configure() => TestState.AnalyzerConfigFiles.Insert(0,
        ("/0/.globalconfig",
            SharedProject.Configuration(ApiVersion, MinimumApiVersion ?? "", AdditionalApiVersions, IsPublic, Namespace)));

    private async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var analyzed = CreateCompilationWithAnalyzers(compilation, Package.Analyzers, project.AnalyzerOptions, default);
        var found = new List<(Project, Diagnostic)>();
        foreach (var document in project.Documents)
        {
            // The project's own files alone: that the generated ones compile is another test's business, and takes its time.
            var model = compilation.GetSemanticModel((await document.GetSyntaxTreeAsync())!);
            found.AddRange(model.GetDiagnostics().Where(one => IsCompilerDiagnosticIncluded(one, CompilerDiagnostics))
                .Select(one => (project, one)));
            found.AddRange((await analyzed.GetAnalysisResultAsync(model, null, default)).GetAllDiagnostics().Select(one => (project, one)));
        }

        return [.. SortDistinctDiagnostics(base.FilterDiagnostics([.. found])).Select(one => one.diagnostic)];
    }
}
