using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.CodeFixes;

/// <summary>
/// Chooses a version with the attribute, which wins over the project file. A project that has the attribute gets its text changed; one
/// that has not gets it above the code that needs it, with the minimum that the project file says.
/// </summary>
internal sealed class Raise
{
    private readonly Document _document;
    private readonly string _minimum;
    private readonly SyntaxReference? _attribute;

    private Raise(Document document, ApiVersion version, string minimum, SyntaxReference? attribute) =>
        (_document, Version, _minimum, _attribute) = (document, version, minimum, attribute);

    public string Title => TitleOf(Version.ToString());

    public ApiVersion Version { get; }

    public static string TitleOf(string versions) => $"Raise the api-version to {versions}";

    /// <summary>Null where no version has all of it, or where the code uses something that is gone by then: it would not compile.</summary>
    public static async Task<Raise?> ToFitAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var needed = diagnostics.Select(diagnostic => diagnostic.Properties.TryGetValue(FixProperties.Needs, out var text) ? text : null)
            .Where(text => text is not null).Select(text => ApiVersion.Parse(text!)).OrderBy(version => version).ToList();
        if (needed.Count == 0)
        {
            return null;
        }

        if (await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
        {
            return null;
        }

        if (ImdsProject.Read(compilation, document.Project.AnalyzerOptions, cancellation) is not { } project)
        {
            return null;
        }

        var version = needed[needed.Count - 1];
        if (UsesWhatIsGone(compilation, project, version, cancellation))
        {
            return null;
        }

        var type = compilation.GetTypeByMetadataName("Imds.ImdsApiVersionAttribute");
        var attribute = compilation.Assembly.GetAttributes()
            .FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, type));
        var minimum = ProjectSettings.Read(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions).MinimumApiVersion;
        return new Raise(document, version, minimum, attribute?.ApplicationSyntaxReference);
    }

    public async Task<Solution> ApplyAsync(CancellationToken cancellation)
    {
        var solution = _document.Project.Solution;
        if (_attribute is not null && solution.GetDocument(_attribute.SyntaxTree) is { } place)
        {
            var attribute = (AttributeSyntax)await _attribute.GetSyntaxAsync(cancellation).ConfigureAwait(false);
            var before = attribute.ArgumentList!.Arguments[0].Expression;
            var root = await attribute.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
            return solution.WithDocumentSyntaxRoot(place.Id, root.ReplaceNode(before, Literal(Version.ToString()).WithTriviaFrom(before)));
        }
        var unit = (CompilationUnitSyntax)(await _document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = await _document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var position = unit.AttributeLists.Count > 0
            ? unit.AttributeLists[0].SpanStart : unit.Members.Count > 0 ? unit.Members[0].SpanStart : unit.EndOfFileToken.SpanStart;
        return solution.WithDocumentSyntaxRoot(_document.Id, WithAttribute(unit, InScope.Attribute(model!, position, "ImdsApiVersion")));
    }

    private CompilationUnitSyntax WithAttribute(CompilationUnitSyntax unit, string name)
    {
        var minimum = _minimum.Length > 0 ? $", Minimum = {SymbolDisplay.FormatLiteral(_minimum, quote: true)}" : "";
        var text = $"[assembly: {name}(\"{Version}\"{minimum})]";
        var end = LineEnds.Of(unit);
        var list = SyntaxFactory.ParseCompilationUnit(text).AttributeLists[0];

        if (unit.AttributeLists.Count > 0)
        {
            return unit.WithAttributeLists(unit.AttributeLists.Add(list.WithTrailingTrivia(end)));
        }

        if (unit.Usings.Count > 0)
        {
            return unit.AddAttributeLists(list.WithLeadingTrivia(end).WithTrailingTrivia(end));
        }

        // Directives such as #nullable come first; comments stay with what they are about.
        var first = unit.GetFirstToken(includeZeroWidth: true);
        var leading = first.LeadingTrivia;
        var directives = leading.Reverse().SkipWhile(trivia => !trivia.IsDirective).Reverse().ToList();
        return unit.ReplaceToken(first, first.WithLeadingTrivia(leading.Skip(directives.Count)))
            .AddAttributeLists(list.WithLeadingTrivia(directives).WithTrailingTrivia(end, end));
    }

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    private static bool UsesWhatIsGone(Compilation compilation, ImdsProject project, ApiVersion version, CancellationToken cancellation)
    {
        var catalog = Catalog.Of(project.Model);
        var gone = new HashSet<string>(catalog.All
            .Where(found => catalog.Has(found.Entry.Versions, project.Target) && !catalog.Has(found.Entry.Versions, version))
            .Select(found => found.Name), StringComparer.Ordinal);
        if (gone.Count == 0)
        {
            return false;
        }

        var owners = new Owners(project, compilation);
        foreach (var tree in compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            var names = tree.GetRoot(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => gone.Contains(name.Identifier.ValueText)).ToList();
            if (names.Count == 0)
            {
                continue;
            }

            var model = compilation.GetSemanticModel(tree);
            if (names.Exists(name =>
                model.GetSymbolInfo(name, cancellation).Symbol is IPropertySymbol property
                    && owners.Of(property.ContainingType) is { } owner && owners.IsTarget(owner)))
            {
                return true;
            }
        }
        return false;
    }
}
