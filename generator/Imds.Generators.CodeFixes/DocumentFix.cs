using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.CodeFixes;

/// <summary>
/// A fix inside one document. One finding and all of them are fixed by the same code, so that Fix All cannot give anything else.
/// </summary>
public abstract class DocumentFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) =>
            await FixAllAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false) ?? document);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            // The formatter that goes over what a fix has written does not take everything that is only half typed.
            if (root is null || context.Document is SourceGeneratedDocument || IsHalfTyped(root.FindNode(diagnostic.Location.SourceSpan)))
            {
                continue;
            }

            if (await FixAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is not { } changed)
            {
                continue;
            }

            if (!await CompilesAsync(context.Document, changed, context.CancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var title = await TitleAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), GetType().Name), diagnostic);
        }
    }

    /// <summary>The document with the findings fixed as far as this fix can; null where it can fix none.</summary>
    private protected abstract Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation);

    private protected abstract Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>The version that would do, from the finding.</summary>
    private protected static ApiVersion? NeededBy(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixProperties.Needs, out var text) && ApiVersion.TryParse(text!, out var version)
            ? version : null;

    private protected static ApiVersion Higher(ApiVersion? a, ApiVersion b) => a is { } version && version > b ? version : b;

    /// <summary>All together, or those that can be fixed alone where one among them cannot.</summary>
    private async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await FixAsync(document, diagnostics, cancellation).ConfigureAwait(false) is not { } all)
        {
            return null;
        }

        if (await CompilesAsync(document, all, cancellation).ConfigureAwait(false))
        {
            return all;
        }

        var good = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var diagnostic in diagnostics)
        {
            if (await FixAsync(document, [diagnostic], cancellation).ConfigureAwait(false) is { } one
                && await CompilesAsync(document, one, cancellation).ConfigureAwait(false))
            {
                good.Add(diagnostic);
            }
        }

        return good.Count < diagnostics.Length ? await FixAsync(document, good.ToImmutable(), cancellation).ConfigureAwait(false) : null;
    }

    private static bool IsHalfTyped(SyntaxNode node) => (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node).ContainsDiagnostics;

    /// <summary>A fix that would bring an error is not offered.</summary>
    private protected static async Task<bool> CompilesAsync(Document before, Document after, CancellationToken cancellation)
    {
        return await ErrorsAsync(after).ConfigureAwait(false) <= await ErrorsAsync(before).ConfigureAwait(false);

        async Task<int> ErrorsAsync(Document document)
        {
            var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            return model is null
                ? 0 : model.GetDiagnostics(null, cancellation).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }
}
