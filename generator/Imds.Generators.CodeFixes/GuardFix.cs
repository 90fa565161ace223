using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Imds.Generators.CodeFixes;

/// <summary>
/// IMDS102: asks for the version first. A statement of its own goes into an <c>if</c>; a value in the midst of others becomes the empty one
/// where the version is too old, which is what the field would read as.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class GuardFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AvailabilityRules.NotGuarded.Id];

    private protected override Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult($"Ask for api-version {NeededBy(diagnostic)} first");

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var guards = new Dictionary<SyntaxNode, (ApiVersion Version, string Client, ITypeSymbol? Type)>();
        foreach (var diagnostic in diagnostics)
        {
            if (NeededBy(diagnostic) is not { } version || InScope.Client(model, diagnostic.Location.SourceSpan.Start) is not { } client)
            {
                continue;
            }

            var (node, type) = Target(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, cancellation);
            if (node is null)
            {
                continue;
            }

            var before = guards.TryGetValue(node, out var other) ? other.Version : (ApiVersion?)null;
            guards[node] = (Higher(before, version), client, type);
        }
        // What lies inside a statement that gets a guard of at least the same version needs none of its own.
        foreach (var inner in guards.Keys.ToList())
        {
            if (inner.Ancestors().Any(outer => guards.TryGetValue(outer, out var around) && around.Version >= guards[inner].Version))
            {
                guards.Remove(inner);
            }
        }

        if (guards.Count == 0)
        {
            return null;
        }

        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        foreach (var guard in guards)
        {
            var test = SyntaxFactory.ParseExpression(
                $"{guard.Value.Client}.ApiVersion >= {InScope.Versions(model, guard.Key.SpanStart)}.{guard.Value.Version.ToIdentifier()}");
            var empty = guard.Value.Type is { } type ? SyntaxFactory.ParseExpression(Empty(type, model, guard.Key.SpanStart)!) : null;
            editor.ReplaceNode(guard.Key,
                (current, _) => empty is null ? Around((StatementSyntax)current, test) : Choice((ExpressionSyntax)current, test, empty));
        }
        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    /// <summary>The statement to guard, or the expression and its type.</summary>
    private static (SyntaxNode? Node, ITypeSymbol? Type) Target(SyntaxNode name, SemanticModel model, CancellationToken cancellation)
    {
        if (name.FirstAncestorOrSelf<SyntaxNode>(node =>
            node is StatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax) is ExpressionStatementSyntax statement
            && !statement.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax))
        {
            return (statement, null);
        }

        var whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or ConditionalAccessExpressionSyntax
            or ElementAccessExpressionSyntax
            || (whole.Parent is InvocationExpressionSyntax invocation && invocation.Expression == whole))
        {
            whole = whole.Parent;
        }

        return whole is ExpressionSyntax && TypeOf(whole, model, cancellation) is { } type
            && Empty(type, model, whole.SpanStart) is not null ? (whole, type) : default;
    }

    /// <summary>What the member says that it gives: where the code does not say of null, the expression itself does not either.</summary>
    private static ITypeSymbol? TypeOf(SyntaxNode value, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(value, cancellation).Symbol is IMethodSymbol { ReturnType: { IsReferenceType: true } given }
            ? given : model.GetTypeInfo(value, cancellation).Type;

    /// <summary>Generated records, and lists of them, have an empty one.</summary>
    private static bool HasEmpty(ITypeSymbol type) =>
        type.GetMembers("Empty").Any(member => member is { IsStatic: true, Kind: SymbolKind.Property or SymbolKind.Field })
        && (type.Name == "ImdsList" || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ImdsTypeAttribute"));

    /// <summary>What stands for nothing in a type; null where nothing does.</summary>
    private static string? Empty(ITypeSymbol type, SemanticModel model, int position)
    {
        return type switch
        {
            { NullableAnnotation: NullableAnnotation.Annotated }
                or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
            { SpecialType: SpecialType.System_String } => "\"\"",
            { SpecialType: SpecialType.System_Boolean } => "false",
            { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double } => "0",
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => Name("System.Array") + ".Empty<byte>()",
            INamedTypeSymbol { Name: "IReadOnlyDictionary", TypeArguments.Length: 2 } tags =>
                $"new {Name("System.Collections.Generic.Dictionary`2", [.. tags.TypeArguments])}()",
            INamedTypeSymbol named when HasEmpty(named) => InScope.Type(model, position, named) + ".Empty",
            _ => null,
        };

        string Name(string metadataName, params ITypeSymbol[] arguments) =>
            model.Compilation.GetTypeByMetadataName(metadataName) is { } found
            ? InScope.Type(model, position, arguments.Length == 0 ? found : found.Construct(arguments)) : metadataName;
    }

    private static StatementSyntax Around(StatementSyntax statement, ExpressionSyntax test) =>
        SyntaxFactory.IfStatement(test, SyntaxFactory.Block(statement.WithoutTrivia()))
            .WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(statement.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);

    private static ExpressionSyntax Choice(ExpressionSyntax value, ExpressionSyntax test, ExpressionSyntax empty)
    {
        var choice = SyntaxFactory.ConditionalExpression(test, value.WithoutTrivia(), empty);
        return SyntaxFactory.ParenthesizedExpression(choice).WithTriviaFrom(value)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }
}
