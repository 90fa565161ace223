using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Imds.Generators.CodeFixes;

/// <summary>
/// Puts a member of the generated client in the place of a request that is written as a text. It takes a client that is in scope, or else
/// makes one in a statement before. Where neither compiles, nothing changes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TypedAccessorFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["IMDS210"];

    private protected override Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult("Ask with the generated client");

    /// <summary>From the top to the bottom, so that a client made for one call serves those after it.</summary>
    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        var marks = new Dictionary<SyntaxNode, (SyntaxAnnotation Mark, Diagnostic Diagnostic)>();
        foreach (var diagnostic in diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call)
            {
                marks[call] = (new SyntaxAnnotation(), diagnostic);
            }
        }

        var current = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys,
            (original, changed) => changed.WithAdditionalAnnotations(marks[original].Mark)));

        var isFixed = false;
        foreach (var (mark, diagnostic) in marks.OrderBy(mark => mark.Key.SpanStart).Select(mark => mark.Value))
        {
            root = await current.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            if (root?.GetAnnotatedNodes(mark).FirstOrDefault() is not InvocationExpressionSyntax call)
            {
                continue;
            }

            if (await FixAsync(current, call, diagnostic, cancellation).ConfigureAwait(false) is not { } next)
            {
                continue;
            }

            (current, isFixed) = (next, true);
        }
        return isFixed ? current : null;
    }

    private static async Task<Document?> FixAsync(Document document, InvocationExpressionSyntax call, Diagnostic diagnostic,
        CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(TypedSuggestion.Accessor, out var accessor) || accessor is null)
        {
            return null;
        }

        if (!diagnostic.Properties.TryGetValue(TypedSuggestion.ClientNamespace, out var @namespace))
        {
            return null;
        }

        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        if (model.Compilation.GetTypeByMetadataName(@namespace + ".ImdsClient") is not { } client)
        {
            return null;
        }

        foreach (var candidate in Clients(model, call.SpanStart, client))
        {
            if (await ReplaceAsync(candidate, null).ConfigureAwait(false) is { } changed)
            {
                return changed;
            }
        }

        return StatementOf(call) is { } statement
            ? await ReplaceAsync(FreeName(model, call.SpanStart), statement).ConfigureAwait(false) : null;

        async Task<Document?> ReplaceAsync(string name, StatementSyntax? before)
        {
            var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
            editor.ReplaceNode(call, Replacement(call, $"{name}.{accessor}.GetAsync"));
            if (before is not null)
            {
                Insert(editor, before, Declaration(model, client, name, before));
            }

            var changed = editor.GetChangedDocument();
            return await CompilesAsync(document, changed, cancellation).ConfigureAwait(false) ? changed : null;
        }
    }

    /// <summary>The call with its further arguments, such as the cancellation token.</summary>
    private static InvocationExpressionSyntax Replacement(InvocationExpressionSyntax call, string method) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(method),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(call.ArgumentList.Arguments.Skip(1)))).WithTriviaFrom(call);

    /// <summary>What is at hand by name, the nearest first.</summary>
    private static IEnumerable<string> Clients(SemanticModel model, int position, INamedTypeSymbol client) => model.LookupSymbols(position)
        .Where(symbol => SymbolEqualityComparer.Default.Equals(TypeOf(symbol), client))
        .OrderBy(symbol => symbol.Kind switch { SymbolKind.Local => 0, SymbolKind.Parameter => 1, _ => 2 })
        .ThenBy(symbol => symbol.Name, StringComparer.Ordinal)
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
        return new[] { "imds", "imdsClient" }.FirstOrDefault(name => !taken.Contains(name)) ?? "metadataClient";
    }

    /// <summary>The statement that the call is in, if another can stand before it and the call is made as part of it.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call)
    {
        var statement = call.FirstAncestorOrSelf<StatementSyntax>();
        var isLater = call.Ancestors().TakeWhile(node => node != statement).Any(node => node is AnonymousFunctionExpressionSyntax);
        // Without an await the client would be gone before the reply is there.
        return isLater || call.Parent is not AwaitExpressionSyntax || statement?.Parent is not (BlockSyntax or GlobalStatementSyntax)
            ? null : statement;
    }

    private static StatementSyntax Declaration(SemanticModel model, INamedTypeSymbol client, string name, StatementSyntax before) =>
        SyntaxFactory.ParseStatement($"using var {name} = new {client.ToMinimalDisplayString(model, before.SpanStart)}();")
            .WithTrailingTrivia(LineEnds.Of(before)).WithAdditionalAnnotations(Formatter.Annotation);

    private static void Insert(DocumentEditor editor, StatementSyntax before, StatementSyntax declaration)
    {
        if (before.Parent is GlobalStatementSyntax global)
        {
            editor.InsertBefore(global, SyntaxFactory.GlobalStatement(declaration));
        }
        else
        {
            editor.InsertBefore(before, declaration);
        }
    }
}
