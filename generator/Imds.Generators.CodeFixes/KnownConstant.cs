using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Imds.Generators.CodeFixes;

/// <summary>The constant that a finding about a value says was meant.</summary>
internal static class KnownConstant
{
    /// <summary>The constant for people: the class and the name.</summary>
    public static string Title(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixProperties.Constants, out var type) && type is not null
        ? $"{type.Substring(type.LastIndexOf('.') + 1)}.{diagnostic.Properties[FixProperties.Constant]}" : "";

    /// <summary>The text in the code; null where it is no more what it was.</summary>
    public static ExpressionSyntax? TextIn(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as ExpressionSyntax;

    /// <summary>The constant as it can be named where the finding is; null where there is none.</summary>
    public static ExpressionSyntax? Of(Diagnostic diagnostic, SemanticModel model)
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
