using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Imds.Generators.CodeFixes;

/// <summary>A fix of a comparison with a text, by the constant that was meant.</summary>
public abstract class ValueFix : DocumentFix
{
    /// <summary>What takes the place of what; null where this fix does not know.</summary>
    /// <param name="text">The text in the code.</param>
    /// <param name="constant">The constant as it can be named there; null where there is none.</param>
    private protected abstract (ExpressionSyntax Before, ExpressionSyntax After)? Replacement(
        ExpressionSyntax text, ExpressionSyntax? constant, SemanticModel model);

    private protected sealed override async Task<Document?> FixAsync(
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
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax text
                && Replacement(text, ConstantOf(diagnostic, model), model) is var (before, after))
            {
                editor.ReplaceNode(before, after.WithTriviaFrom(before).WithAdditionalAnnotations(Formatter.Annotation));
                isFixed = true;
            }
        }

        return isFixed ? document.WithSyntaxRoot(editor.GetChangedRoot()) : null;
    }

    /// <summary>The constant for people: the class and the name.</summary>
    private protected static string NameOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixProperties.Constants, out var type) && type is not null
        ? $"{type.Substring(type.LastIndexOf('.') + 1)}.{diagnostic.Properties[FixProperties.Constant]}" : "";

    private static ExpressionSyntax? ConstantOf(Diagnostic diagnostic, SemanticModel model)
    {
        if (!diagnostic.Properties.TryGetValue(FixProperties.Constants, out var name) || name is null
            || !diagnostic.Properties.TryGetValue(FixProperties.Constant, out var constant) || constant is null
            || model.Compilation.GetTypeByMetadataName(name) is not { } type || type.GetMembers(constant).IsEmpty)
        {
            return null;
        }

        return SyntaxFactory.ParseExpression($"{type.ToMinimalDisplayString(model, diagnostic.Location.SourceSpan.Start)}.{constant}")
            .WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
