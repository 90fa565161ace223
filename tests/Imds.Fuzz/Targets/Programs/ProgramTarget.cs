using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Imds.Fuzz.Frame;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Fuzz.Targets.Programs;

/// <summary>
/// Code that is half typed or shuffled, for all rules, fixes and lists of completion. None throws, each finding has a place in the code,
/// and each fix that is offered can be applied: what compiled before compiles after it.
/// </summary>
public sealed class ProgramTarget : TextFuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "programs";

    /// <inheritdoc/>
    public override int InputsInTests => 200;

    /// <inheritdoc/>
    protected override string MakeText(Random random)
    {
        var code = random.Any(Corpus.Programs);
        var isGentle = random.Once(2);
        for (var changes = random.Once(4) ? random.Next(1, 12) : random.Next(1, 4); changes > 0; changes--)
        {
            code = CodeChanges.Change(code, Corpus.Programs, random, isGentle);
        }

        return code;
    }

    /// <inheritdoc/>
    protected override void Check(string input) => CheckAsync(input).GetAwaiter().GetResult();

    /// <summary>What the rules find in a program.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> FindAsync(Project project)
    {
        var failures = new ConcurrentQueue<(Exception Exception, DiagnosticAnalyzer Analyzer)>();
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions,
            (exception, analyzer, _) => failures.Enqueue((exception, analyzer)),
            concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
        var found = await compilation.WithAnalyzers(ImdsPackage.Analyzers, options).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        return failures.TryDequeue(out var failure)
            ? throw new FuzzException($"{failure.Analyzer.GetType().Name}: {FuzzFailure.From(failure.Exception).Kind}",
                failure.Exception.ToString()) : found;
    }

    internal static Project Open(string input)
    {
        var project = ConsumerProject.Instance;
        foreach (var (name, code) in ProgramInput.Files(input))
        {
            project = project.AddDocument(name, SourceText.From(code), filePath: "/0/" + name).Project;
        }

        return project;
    }

    private static async Task CheckAsync(string input)
    {
        var project = Open(input);
        if (await OverflowsCompilerAsync(project).ConfigureAwait(false))
        {
            return;
        }

        var found = await FindAsync(project).ConfigureAwait(false);
        foreach (var finding in found)
        {
            CheckPlace(finding);
        }

        await FixAsync(project, found).ConfigureAwait(false);
        foreach (var document in project.Documents)
        {
            await CompleteAsync(document).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A lambda in an attribute of the assembly, which names a type of the assembly: the compiler asks for the attributes of the assembly
    /// to see whether it is obsolete, binds the lambda for that, and so on until the stack is full, with no rule of ours.
    /// </summary>
    private static async Task<bool> OverflowsCompilerAsync(Project project)
    {
        var roots = await Task.WhenAll(project.Documents.Select(document => document.GetSyntaxRootAsync())).ConfigureAwait(false);
        return roots.SelectMany(root => root!.DescendantNodes()).OfType<AttributeListSyntax>()
            .Any(list => list.Target is not null && list.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax));
    }

    private static void CheckPlace(Diagnostic finding)
    {
        var message = finding.GetMessage(CultureInfo.InvariantCulture);
        if (message.Length == 0)
        {
            throw new FuzzException($"{finding.Id} says nothing", finding.ToString());
        }

        foreach (var place in finding.AdditionalLocations.Prepend(finding.Location).Where(place => place.SourceTree is not null))
        {
            if (place.SourceSpan.End > place.SourceTree!.Length)
            {
                throw new FuzzException($"{finding.Id} at a place that is not there", finding.ToString());
            }
        }
    }

    private static async Task FixAsync(Project project, ImmutableArray<Diagnostic> found)
    {
        var results = new HashSet<string>(StringComparer.Ordinal);
        var (syntax, all) = (ImmutableArray<Diagnostic>.Empty, ImmutableArray<Diagnostic>.Empty);
        foreach (var finding in found.Where(finding => finding.Location.IsInSource))
        {
            var document = project.GetDocument(finding.Location.SourceTree)!;
            foreach (var provider in ImdsPackage.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
            {
                var actions = new List<CodeAction>();
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), default))
                    .ConfigureAwait(false);
                foreach (var action in actions)
                {
                    var operations = await action.GetOperationsAsync(default).ConfigureAwait(false);
                    var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
                    var text = await TextOfAsync(changed).ConfigureAwait(false);
                    if (!results.Add(text))
                    {
                        continue;
                    }

                    if (results.Count == 1)
                    {
                        (syntax, all) = await ErrorsAsync(project).ConfigureAwait(false);
                    }

                    await CheckFixAsync(changed, syntax, all, $"{provider.GetType().Name} of {finding.Id}",
                        $"{finding}\n{action.Title}\n{text}").ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>What was whole before a fix is whole after it: to the parser, and to the compiler.</summary>
    private static async Task CheckFixAsync(Project changed, ImmutableArray<Diagnostic> syntax, ImmutableArray<Diagnostic> all, string fix,
        string details)
    {
        if (!syntax.IsEmpty)
        {
            return;
        }

        var (syntaxAfter, allAfter) = await ErrorsAsync(changed).ConfigureAwait(false);
        if (!syntaxAfter.IsEmpty)
        {
            throw new FuzzException($"{fix} leaves {syntaxAfter[0].Id}", $"{syntaxAfter[0]}\n{details}");
        }

        if (all.IsEmpty && !allAfter.IsEmpty)
        {
            throw new FuzzException($"{fix} leaves {allAfter[0].Id}", $"{allAfter[0]}\n{details}");
        }
    }

    private static async Task<(ImmutableArray<Diagnostic> Syntax, ImmutableArray<Diagnostic> All)> ErrorsAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
        var syntax = Errors(compilation.GetParseDiagnostics());
        return (syntax, syntax.IsEmpty ? Errors(compilation.GetDiagnostics()) : syntax);

        static ImmutableArray<Diagnostic> Errors(ImmutableArray<Diagnostic> found) =>
            [.. found.Where(one => one.Severity == DiagnosticSeverity.Error)];
    }

    private static async Task<string> TextOfAsync(Project project)
    {
        var texts = await Task.WhenAll(project.Documents.Select(document => document.GetTextAsync())).ConfigureAwait(false);
        return string.Join("\n//// \n", texts.Select(text => text.ToString()));
    }

    /// <summary>Asks for completion behind some dots and in some strings.</summary>
    private static async Task CompleteAsync(Document document)
    {
        var root = (await document.GetSyntaxRootAsync().ConfigureAwait(false))!;
        var places = root.DescendantTokens().Where(token => token.Kind() is SyntaxKind.DotToken or SyntaxKind.StringLiteralToken).Take(4)
            .Select(token => token.Span.End)
            .Append(root.FullSpan.Length).ToList();
        foreach (var position in places)
        {
            foreach (var provider in ImdsPackage.Completions)
            {
                var context = new CompletionContext(provider, document, position, new TextSpan(position, 0), CompletionTrigger.Invoke,
                    null!, default);
                await provider.ProvideCompletionsAsync(context).ConfigureAwait(false);
            }
        }
    }
}
