using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.CodeFixes;

/// <summary>
/// Makes the change of a literal or a name that a finding brings along: another route, version or format, one parameter less; or of a
/// misspelt name. The literal may stand in another file than the finding, and several findings may want the same change of it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EditFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [
            "IMDS107", "IMDS201", "IMDS202", "IMDS203", "IMDS204", "IMDS205", "IMDS206", "IMDS208", "IMDS209", "IMDS216", "IMDS217",
            "IMDS218",
            "IMDS301", "IMDS302", "IMDS304",
        ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => EditFixAll.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Read(diagnostic) is not { } edit
                || context.Document.Project.Solution.GetDocument(edit.Place.SourceTree) is null or SourceGeneratedDocument)
            {
                continue;
            }

            var solution = context.Document.Project.Solution;
            context.RegisterCodeFix(CodeAction.Create(edit.Title, cancellation => ApplyAsync(solution, [edit], cancellation),
                diagnostic.Id), diagnostic);
        }
        return Task.CompletedTask;
    }

    internal static Edit? Read(Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations is [{ IsInSource: true } place]
        && diagnostic.Properties.TryGetValue(Edit.TextProperty, out var text) && text is not null
        && diagnostic.Properties.TryGetValue(Edit.TitleProperty, out var title) && title is not null
            ? new Edit(place, text, title) : null;

    internal static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellation)
    {
        foreach (var file in edits.GroupBy(edit => edit.Place.SourceTree))
        {
            if (solution.GetDocument(file.Key) is not { } document || document is SourceGeneratedDocument)
            {
                continue;
            }

            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentText(document.Id, text.WithChanges(Changes(file)));
        }
        return solution;
    }

    /// <summary>Each change once; of two that meet, the first.</summary>
    private static IEnumerable<TextChange> Changes(IEnumerable<Edit> edits)
    {
        var last = -1;
        var seen = new HashSet<TextSpan>();
        foreach (var edit in edits.OrderBy(edit => edit.Place.SourceSpan.Start).ThenBy(edit => edit.Place.SourceSpan.Length))
        {
            var span = edit.Place.SourceSpan;
            if (span.Start < last || !seen.Add(span))
            {
                continue;
            }

            last = span.End;
            yield return new TextChange(span, edit.Text);
        }
    }

    private sealed class EditFixAll : FixAllProvider
    {
        public static EditFixAll Instance { get; } = new();

        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var edits = new List<Edit>();
            foreach (var diagnostic in await DiagnosticsAsync(context).ConfigureAwait(false))
            {
                if (diagnostic.Id == context.CodeActionEquivalenceKey && Read(diagnostic) is { } edit)
                {
                    edits.Add(edit);
                }
            }

            return edits.Count == 0 ? null
                : CodeAction.Create(TitleOf(edits), cancellation => ApplyAsync(context.Solution, edits, cancellation),
                    context.CodeActionEquivalenceKey);
        }

        /// <summary>What all of them do, where it is the same: which version is asked for, say.</summary>
        private static string TitleOf(List<Edit> edits)
        {
            var titles = edits.Select(edit => edit.Title).Distinct(StringComparer.Ordinal).ToList();
            return titles.Count <= 2 ? string.Join("; ", titles) : $"{titles[0]}; {titles[1]}; and {titles.Count - 2} more";
        }

        private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context)
        {
            if (context.Scope == FixAllScope.Document)
            {
                return await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false);
            }

            var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
            var all = new List<Diagnostic>();
            foreach (var project in projects)
            {
                all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }

            return all;
        }
    }
}
