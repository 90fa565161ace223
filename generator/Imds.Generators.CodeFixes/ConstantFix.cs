using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Imds.Generators.CodeFixes;

/// <summary>IMDS108, 109 and 111: compares with the constant that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ConstantFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [ValueRules.OtherCase.Id, ValueRules.NoValue.Id, ValueRules.UnknownValue.Id];

    private protected override Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult($"Compare with {KnownConstant.Title(diagnostic)}");

    private protected override async Task<Document?> FixAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        var isFixed = false;
        foreach (var diagnostic in diagnostics)
        {
            if (KnownConstant.TextIn(root, diagnostic) is { } text && KnownConstant.Of(diagnostic, model) is { } constant)
            {
                editor.ReplaceNode(text, constant.WithTriviaFrom(text));
                isFixed = true;
            }
        }

        return isFixed ? document.WithSyntaxRoot(editor.GetChangedRoot()) : null;
    }
}
