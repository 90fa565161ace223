using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Imds.Generators.CodeFixes;

/// <summary>
/// Puts a member of the generated client in the place of a request that is written as a text. It takes a client that is in scope, or else
/// makes one in a statement of its own. It is offered only where the outcome compiles.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TypedAccessorFix : CodeFixProvider
{
    private const string Title = "Ask with the generated client";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["IMDS210"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await FixAllAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call) continue;
            if (await FixAsync(context.Document, call, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } fixedDocument) continue;
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), diagnostic.Id), diagnostic);
        }
    }

    /// <summary>One after the other, so that a client made for the first serves those after it.</summary>
    private static async Task<Document> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root is null) return document;
        var marks = new Dictionary<SyntaxNode, (SyntaxAnnotation Mark, Diagnostic Diagnostic)>();
        foreach (var diagnostic in diagnostics)
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call) marks[call] = (new SyntaxAnnotation(), diagnostic);
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys, (original, current) => current.WithAdditionalAnnotations(marks[original].Mark)));

        foreach (var (mark, diagnostic) in marks.OrderBy(mark => mark.Key.SpanStart).Select(mark => mark.Value))
        {
            root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            if (root?.GetAnnotatedNodes(mark).FirstOrDefault() is InvocationExpressionSyntax call
                && await FixAsync(document, call, diagnostic, cancellation).ConfigureAwait(false) is { } next) document = next;
        }
        return document;
    }

    private static async Task<Document?> FixAsync(Document document, InvocationExpressionSyntax call, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(RawRequestAnalyzer.Accessor, out var accessor) || accessor is null) return null;
        if (!diagnostic.Properties.TryGetValue(RawRequestAnalyzer.ClientNamespace, out var @namespace)) return null;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return null;
        if (model.Compilation.GetTypeByMetadataName(@namespace + ".ImdsClient") is not { } client) return null;

        foreach (var candidate in Clients(model, call.SpanStart, client))
            if (await ReplaceAsync(candidate, null).ConfigureAwait(false) is { } usesOne) return usesOne;
        return StatementOf(call) is { } statement ? await ReplaceAsync(FreeName(model, call.SpanStart), statement).ConfigureAwait(false) : null;

        async Task<Document?> ReplaceAsync(string name, StatementSyntax? before)
        {
            var arguments = call.ArgumentList.Arguments.Skip(1);
            var replacement = SyntaxFactory.InvocationExpression(
                    SyntaxFactory.ParseExpression($"{name}.{accessor}.GetAsync"), SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments)))
                .WithTriviaFrom(call).WithAdditionalAnnotations(Formatter.Annotation);
            var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
            editor.ReplaceNode(call, replacement);
            if (before is not null) Insert(editor, before, Declaration(name, client));
            var changed = await Simplifier.ReduceAsync(editor.GetChangedDocument(), Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
            return await CompilesAsync(document, changed, cancellation).ConfigureAwait(false) ? changed : null;
        }
    }

    /// <summary>What is at hand by name, the nearest first.</summary>
    private static IEnumerable<string> Clients(SemanticModel model, int position, INamedTypeSymbol client) => model.LookupSymbols(position)
        .Where(symbol => SymbolEqualityComparer.Default.Equals(TypeOf(symbol), client))
        .OrderBy(symbol => symbol.Kind switch { SymbolKind.Local => 0, SymbolKind.Parameter => 1, _ => 2 }).ThenBy(symbol => symbol.Name, StringComparer.Ordinal)
        .Select(symbol => symbol.Name);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { Parameters.IsEmpty: true } property => property.Type,
        _ => null,
    };

    private static string FreeName(SemanticModel model, int position)
    {
        var taken = new HashSet<string>(model.LookupSymbols(position).Select(symbol => symbol.Name));
        return taken.Contains("imds") ? taken.Contains("imdsClient") ? "metadataClient" : "imdsClient" : "imds";
    }

    /// <summary>The statement that the call is in, if another can stand before it.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call)
    {
        var statement = call.FirstAncestorOrSelf<StatementSyntax>();
        var inside = call.Ancestors().TakeWhile(node => node != statement).Any(node => node is AnonymousFunctionExpressionSyntax);
        return inside || statement?.Parent is not (BlockSyntax or GlobalStatementSyntax) ? null : statement;
    }

    private static StatementSyntax Declaration(string name, INamedTypeSymbol client) =>
        ((StatementSyntax)SyntaxFactory.ParseStatement($"using var {name} = new {client.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}();{Environment_NewLine}"))
        .ReplaceNodes([], (_, node) => node);

    private static void Insert(DocumentEditor editor, StatementSyntax before, StatementSyntax declaration) =>
        editor.InsertBefore(before.Parent is GlobalStatementSyntax global ? global : before,
            before.Parent is GlobalStatementSyntax ? (SyntaxNode)SyntaxFactory.GlobalStatement(declaration) : declaration);

    private static async Task<bool> CompilesAsync(Document before, Document after, CancellationToken cancellation) =>
        await ErrorsAsync(after).ConfigureAwait(false) <= await ErrorsAsync(before).ConfigureAwait(false);
}
