using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Imds.Generators.CodeFixes;

/// <summary>Fixes all at once: each project gets one version, the lowest with everything that the findings name.</summary>
internal sealed class RaiseVersionFixAll : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var solution = context.Solution;
        var raised = new List<(ApiVersion Version, string Project)>();
        foreach (var project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
        {
            var diagnostics = context.Scope == FixAllScope.Document && context.Document is { } document
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            var first = diagnostics.Where(diagnostic => diagnostic.Location.SourceTree is not null)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal).FirstOrDefault();
            if (first is null || solution.GetProject(project.Id)?.GetDocument(first.Location.SourceTree) is not { } place)
            {
                continue;
            }

            if (await Raise.ToFitAsync(place, diagnostics, context.CancellationToken).ConfigureAwait(false) is { } raise)
            {
                solution = await raise.ApplyAsync(context.CancellationToken).ConfigureAwait(false);
                raised.Add((raise.Version, project.Name));
            }
        }
        return solution == context.Solution
            ? null : CodeAction.Create(TitleOf(raised), _ => Task.FromResult(solution), nameof(RaiseVersionFix));
    }

    /// <summary>Where not all get the same version, it says which project gets which.</summary>
    private static string TitleOf(List<(ApiVersion Version, string Project)> raised) => Raise.TitleOf(
        raised.Select(one => one.Version).Distinct().Count() == 1 ? raised[0].Version.ToString()
        : string.Join(", ", raised.Select(one => $"{one.Version} in {one.Project}")));
}
