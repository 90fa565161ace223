using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Analyzers.Tests;

/// <summary>
/// Runs the generator over the packaged specs, then every analyzer and, where asked, a code fix, over a source with the markup of
/// Microsoft.CodeAnalysis.Testing: <c>[|…|]</c> for a finding, <c>{|IMDS101:…|}</c> for one of a certain rule. The calls have the shape
/// of that package's, so that it can take the place of this file.
/// </summary>
internal static class Verifier
{
    /// <summary>All that the package brings into a compilation, found the way the compiler finds it.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Instances<DiagnosticAnalyzer>(typeof(ImdsGenerator).Assembly);

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Instances<CodeFixProvider>(Assembly.Load("Imds.Generators.CodeFixes"));

    public static Task VerifyAnalyzerAsync(string source) => new VerifierTest { TestCode = source }.RunAsync();

    public static Task VerifyCodeFixAsync(string source, string fixedSource) =>
        new VerifierTest { TestCode = source, FixedCode = fixedSource }.RunAsync();

    private static ImmutableArray<T> Instances<T>(Assembly assembly) => [.. assembly.GetTypes()
        .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (T)Activator.CreateInstance(type)!)];
}

/// <summary>One project to look at and what is expected of it.</summary>
internal sealed class VerifierTest
{
    private static readonly ConcurrentDictionary<(string, string, string, bool, OutputKind), Lazy<Task<Project>>> Projects = new();

    public required string TestCode { get; init; }

    /// <summary>What the code becomes when the fix has been applied until nothing is left to fix. Without it no fix is tried.</summary>
    public string? FixedCode { get; init; }

    /// <summary>What Fix All makes of it, where that is not what fixing one by one gives.</summary>
    public string? BatchFixedCode { get; init; }

    public string ApiVersion { get; init; } = "2025-04-07";

    /// <summary>Null is as in a project that does not say: the same as the target.</summary>
    public string? MinimumApiVersion { get; init; }

    public string AdditionalApiVersions { get; init; } = "";

    public string EditorConfig { get; init; } = "";

    public bool IsPublic { get; init; }

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>What else the project refers to.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>Further files, by name. They may hold markup too.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>What becomes of the further files, for those that change.</summary>
    public IReadOnlyDictionary<string, string> FixedSources { get; init; } = new Dictionary<string, string>();

    /// <summary>The messages in the order of the places, where they matter.</summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>Which of several fixes; any where null.</summary>
    public string? CodeActionEquivalenceKey { get; init; }

    /// <summary>What the fix calls itself, where that matters.</summary>
    public string? CodeActionTitle { get; init; }

    /// <summary>How many findings the one-by-one way fixes before nothing is left.</summary>
    public int? NumberOfIterations { get; init; }

    /// <summary>Compiler errors stand unmarked where a member is missing: at, or around, what IMDS101 marks. False takes any.</summary>
    public bool ChecksCompilerErrors { get; init; } = true;

    public async Task RunAsync()
    {
        var (project, marks) = await ProjectAsync();
        var found = await AnalyzeAsync(project);
        Compare(found, marks, await CodeOf(project));
        if (FixedCode is null)
        {
            return;
        }

        var oneByOne = await FixOneByOneAsync(project);
        await AssertFixed(oneByOne, FixedCode, "fixed one by one");
        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            await AssertFixed(await FixAllAsync(project, scope), BatchFixedCode ?? FixedCode, $"Fix All in {scope}");
        }
    }

    /// <summary>The fixes that are offered, by their titles.</summary>
    public async Task<IReadOnlyList<string>> OfferedFixesAsync()
    {
        var (project, _) = await ProjectAsync();
        var titles = new List<string>();
        foreach (var finding in (await AnalyzeAsync(project)).Where(IsOurs))
        {
            titles.AddRange((await ActionsAsync(project, finding)).Select(offer => offer.Action.Title));
        }

        return titles;
    }

    /// <summary>Compiler errors and our findings.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync() => await AnalyzeAsync((await ProjectAsync()).Project);

    /// <summary>The project compiled, for another to refer to.</summary>
    public async Task<MetadataReference> ToReferenceAsync()
    {
        var project = (await ProjectAsync()).Project.WithAssemblyName("Library");
        using var stream = new MemoryStream();
        var emitted = (await project.GetCompilationAsync())!.Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    public async Task<(Project Project, Dictionary<string, List<Mark>> Marks)> ProjectAsync()
    {
        var project = await Projects.GetOrAdd((ApiVersion, MinimumApiVersion ?? "", AdditionalApiVersions, IsPublic, OutputKind), key => new(() => CreateProjectAsync(key))).Value;
        project = project.AddMetadataReferences(References);
        var marks = new Dictionary<string, List<Mark>>();
        foreach (var (name, source) in Sources.Prepend(new("Test0.cs", TestCode)))
        {
            var (text, marked) = Markup.Read(source);
            marks.Add(name, marked);
            project = project.AddDocument(name, SourceText.From(text, Encoding.UTF8), filePath: "/0/" + name).Project;
        }
        if (EditorConfig.Length > 0)
        {
            project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(EditorConfig, Encoding.UTF8), filePath: "/0/.editorconfig").Project;
        }

        return (project, marks);
    }

    private static async Task<string> CodeOf(Project project) => (await MainDocument(project).GetTextAsync()).ToString();

    private static Document MainDocument(Project project) => project.Documents.Single(document => document.Name == "Test0.cs");

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Project project)
    {
        var compilation = await project.GetCompilationAsync() ?? throw new InvalidOperationException("The project does not compile C#.");
        var failures = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, (exception, _, _) => failures.Enqueue(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var analyzed = compilation.WithAnalyzers(Verifier.Analyzers, options);
        var all = new List<Diagnostic>();
        foreach (var document in project.Documents)
        {
            // The project's own files alone: that the generated ones compile is another test's business, and takes its time.
            var model = compilation.GetSemanticModel((await document.GetSyntaxTreeAsync())!);
            all.AddRange(model.GetDiagnostics());
            all.AddRange((await analyzed.GetAnalysisResultAsync(model, null, default)).GetAllDiagnostics());
        }
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
        return [.. all.Where(finding => IsOurs(finding) || finding.Severity == DiagnosticSeverity.Error || finding.Id.StartsWith("AD", StringComparison.Ordinal))
            .OrderBy(finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan.Start).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
    }

    private static bool IsOurs(Diagnostic finding) => finding.Id.StartsWith("IMDS", StringComparison.Ordinal);

    private void Compare(IReadOnlyList<Diagnostic> found, Dictionary<string, List<Mark>> marks, string code)
    {
        var expected = marks.SelectMany(file => file.Value.Where(mark => !mark.Id.StartsWith("CS", StringComparison.Ordinal)).Select(mark => (File: "/0/" + file.Key, mark.Span, mark.Id))).ToList();
        var unexpected = new List<string>();
        foreach (var finding in found.Where(IsOurs))
        {
            var at = expected.FindIndex(mark => mark.File == finding.Location.SourceTree?.FilePath && mark.Span == finding.Location.SourceSpan && (mark.Id.Length == 0 || mark.Id == finding.Id));
            if (at >= 0)
            {
                expected.RemoveAt(at);
            }
            else
            {
                unexpected.Add(finding.ToString());
            }
        }
        var missing = expected.Select(mark => $"{mark.File}: {(mark.Id.Length > 0 ? mark.Id : "a finding")} at '{(mark.File == "/0/Test0.cs" ? code.Substring(mark.Span.Start, mark.Span.Length) : mark.Span.ToString())}'").ToList();
        Assert.True(unexpected.Count + missing.Count == 0,
            $"Missing:\n  {string.Join("\n  ", missing)}\nUnexpected:\n  {string.Join("\n  ", unexpected)}\nin\n{code}");

        if (Messages is not null)
        {
            Assert.Equal(Messages, found.Where(IsOurs).Select(finding => finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (!ChecksCompilerErrors)
        {
            return;
        }

        foreach (var error in found.Where(finding => finding.Id.StartsWith("CS", StringComparison.Ordinal)))
        {
            var marked = marks.TryGetValue(Path.GetFileName(error.Location.SourceTree?.FilePath ?? ""), out var inFile)
                && inFile.Exists(mark => mark.Id == error.Id || (mark.Id is "IMDS101" or "" && mark.Span.OverlapsWith(error.Location.SourceSpan)));
            Assert.True(marked, $"The code does not compile: {error}\n{code}");
        }
    }

    private async Task<Project> FixOneByOneAsync(Project project)
    {
        for (var i = 0; ; i++)
        {
            Assert.True(i < 50, "The fix does not come to an end.");
            (Diagnostic Finding, CodeFixProvider Provider, CodeAction Action)? next = null;
            foreach (var finding in (await AnalyzeAsync(project)).Where(IsOurs))
            {
                var offers = await ActionsAsync(project, finding);
                if (offers.Find(offer => CodeActionEquivalenceKey is null || offer.Action.EquivalenceKey == CodeActionEquivalenceKey) is not { Action: not null } offer)
                {
                    continue;
                }

                next = (finding, offer.Provider, offer.Action);
                break;
            }
            if (next is not { } step)
            {
                Assert.True(i > 0, "No fix is offered.");
                if (NumberOfIterations is { } iterations)
                {
                    Assert.Equal(iterations, i);
                }

                return project;
            }
            if (i == 0 && CodeActionTitle is not null)
            {
                Assert.Equal(CodeActionTitle, step.Action.Title);
            }

            project = await ApplyAsync(project, step.Action);
        }
    }

    private async Task<Project> FixAllAsync(Project project, FixAllScope scope)
    {
        foreach (var finding in (await AnalyzeAsync(project)).Where(IsOurs))
        {
            var offers = await ActionsAsync(project, finding);
            if (offers.Find(offer => CodeActionEquivalenceKey is null || offer.Action.EquivalenceKey == CodeActionEquivalenceKey) is not { Action: not null } offer)
            {
                continue;
            }

            var fixAll = offer.Provider.GetFixAllProvider();
            Assert.NotNull(fixAll);
            Assert.Contains(scope, fixAll.GetSupportedFixAllScopes());
            var document = project.GetDocument(finding.Location.SourceTree)!;
            var context = new FixAllContext(document, offer.Provider, scope, offer.Action.EquivalenceKey!, [finding.Id], new FixAllDiagnostics(), default);
            var action = await fixAll.GetFixAsync(context);
            Assert.NotNull(action);
            return await ApplyAsync(project, action);
        }
        Assert.Fail("No fix is offered.");
        return project;
    }

    private async Task AssertFixed(Project project, string fixedCode, string how)
    {
        foreach (var (name, source) in FixedSources.Prepend(new("Test0.cs", fixedCode)))
        {
            var (text, _) = Markup.Read(source);
            var document = project.Documents.SingleOrDefault(document => document.Name == name);
            Assert.True(document is not null, $"There is no {name} ({how}).");
            var actual = (await document.GetTextAsync()).ToString();
            Assert.True(text == actual, $"{name} {how} should be\n{text}\nand is\n{actual}");
        }
        foreach (var document in project.Documents.Where(document => document.Name != "Test0.cs" && !FixedSources.ContainsKey(document.Name)))
        {
            Assert.True(Sources.TryGetValue(document.Name, out var before) && Markup.Read(before).Text == (await document.GetTextAsync()).ToString(), $"{document.Name} changed ({how}).");
        }

        // What a markup of the fixed code says stays behind; anything else must compile.
        var marks = new Dictionary<string, List<Mark>> { ["Test0.cs"] = Markup.Read(fixedCode).Marks };
        foreach (var (name, source) in FixedSources)
        {
            marks[name] = Markup.Read(source).Marks;
        }

        var errors = (await AnalyzeAsync(project)).Where(finding => finding.Severity == DiagnosticSeverity.Error
            && !(marks.TryGetValue(Path.GetFileName(finding.Location.SourceTree?.FilePath ?? ""), out var inFile) && inFile.Exists(mark => mark.Span.OverlapsWith(finding.Location.SourceSpan)))).ToList();
        Assert.True(errors.Count == 0, $"The code {how} does not compile:\n{string.Join("\n", errors)}\n{await CodeOf(project)}");
    }

    private static async Task<List<(CodeFixProvider Provider, CodeAction Action)>> ActionsAsync(Project project, Diagnostic finding)
    {
        var offers = new List<(CodeFixProvider, CodeAction)>();
        if (project.GetDocument(finding.Location.SourceTree) is not { } document)
        {
            return offers;
        }

        foreach (var provider in Verifier.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => offers.Add((provider, action)), default));
        }

        return offers;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task<Project> CreateProjectAsync((string ApiVersion, string Minimum, string Additional, bool IsPublic, OutputKind Kind) key)
    {
        var config = new StringBuilder("is_global = true\n")
            .Append("build_property.ImdsApiVersion = ").Append(key.ApiVersion).Append('\n')
            .Append("build_property.ImdsMinimumApiVersion = ").Append(key.Minimum).Append('\n')
            .Append("build_property.ImdsAdditionalApiVersionList = ").Append(key.Additional).Append('\n')
            .Append("build_property.ImdsPublic = ").Append(key.IsPublic ? "true" : "").Append('\n');
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(key.Kind, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
            metadataReferences: [.. Platform, MetadataReference.CreateFromFile(typeof(ImdsClientOptions).Assembly.Location)],
            analyzerReferences: [new PackagedAnalyzers()]);
        var project = new AdhocWorkspace().AddProject(info);
        foreach (var (name, kind, text) in Specs)
        {
            project = project.AddAdditionalDocument(name, text, filePath: "/0/specs/" + name).Project;
            config.Append("[/0/specs/").Append(name).Append("]\nbuild_metadata.AdditionalFiles.ImdsSpec = ").Append(kind)
                .Append("\nbuild_metadata.AdditionalFiles.ImdsSpecOrigin = package\n");
        }
        project = project.AddAnalyzerConfigDocument(".globalconfig", SourceText.From(config.ToString(), Encoding.UTF8), filePath: "/0/.globalconfig").Project;
        await project.GetCompilationAsync(); // so that the generator's work is done once for all tests of these versions
        return project;
    }

    public static string Root { get; } = FindRoot();

    private static IReadOnlyList<(string Name, string Kind, SourceText Text)> Specs { get; } =
    [
        ("imds.swagger.json", "swagger", Read(Path.Combine(Root, "specs", "imds.swagger.json"))),
        .. Directory.GetFiles(Path.Combine(Root, "specs", "versions"), "*.csv").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), "versions", Read(file))),
    ];

    private static SourceText Read(string file) => SourceText.From(File.ReadAllText(file), Encoding.UTF8);

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Imds.Generators.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return directory;
    }

    private static MetadataReference[] Platform { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The package as a project refers to it: analyzers and generator.</summary>
    private sealed class PackagedAnalyzers : AnalyzerReference
    {
        // The workspace knows a generator by reference.
        private readonly ImmutableArray<ISourceGenerator> _generators = [new ImdsGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(PackagedAnalyzers);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => Verifier.Analyzers;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => Verifier.Analyzers;

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;
    }

    private sealed class FixAllDiagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await AnalyzeAsync(project)).Where(IsOurs);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await AnalyzeAsync(document.Project)).Where(finding => IsOurs(finding) && finding.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await AnalyzeAsync(project)).Where(finding => IsOurs(finding) && finding.Location.SourceTree is null);
    }
}

/// <param name="Id">The rule; empty where any will do.</param>
internal sealed record Mark(TextSpan Span, string Id);

/// <summary>Takes the markup out of a source and says what it marked. Marks nest.</summary>
internal static class Markup
{
    public static (string Text, List<Mark> Marks) Read(string source)
    {
        var text = new StringBuilder();
        var marks = new List<Mark>();
        var open = new Stack<(int Start, string Id, bool Named)>();
        for (var i = 0; i < source.Length; i++)
        {
            if (At("[|"))
            {
                open.Push((text.Length, "", false));
            }
            else if (At("{|"))
            {
                var colon = source.IndexOf(':', i);
                open.Push((text.Length, source.Substring(i + 2, colon - i - 2), true));
                i = colon - 1;
            }
            else if (open.Count > 0 && At(open.Peek().Named ? "|}" : "|]"))
            {
                var (start, id, _) = open.Pop();
                marks.Add(new Mark(TextSpan.FromBounds(start, text.Length), id));
            }
            else
            {
                text.Append(source[i]);
                continue;
            }
            i++;

            bool At(string mark) => string.CompareOrdinal(source, i, mark, 0, 2) == 0;
        }
        return open.Count == 0 ? (text.ToString(), marks) : throw new FormatException("A mark is not closed in:\n" + source);
    }
}
