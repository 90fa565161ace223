using System.Composition;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Completion;

/// <summary>
/// Behind a dot, what another api-version has and the target lacks: at the end of the list, with the version that it needs. Who takes one
/// gets IMDS101 for it, and its fix raises the version.
/// </summary>
[ExportCompletionProvider(nameof(LaterMemberCompletion), LanguageNames.CSharp), Shared]
internal sealed class LaterMemberCompletion : CompletionProvider
{
    /// <summary>Sorts behind whatever a name can begin with.</summary>
    private const string AtTheEnd = "\uFFFD";

    /// <summary>Below what is there: never the one that is chosen where another is as good.</summary>
    private const int Last = -1000;

    public override bool ShouldTriggerCompletion(SourceText text, int caretPosition, CompletionTrigger trigger,
        Microsoft.CodeAnalysis.Options.OptionSet options) =>
        trigger.Kind is CompletionTriggerKind.Invoke or CompletionTriggerKind.InvokeAndCommitIfUnique
        || trigger is { Kind: CompletionTriggerKind.Insertion, Character: '.' };

    public override async Task ProvideCompletionsAsync(CompletionContext context)
    {
        var cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || ReceiverAt(root, context.Position) is not { } receiver
            || await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        var type = model.GetTypeInfo(receiver, cancellation).Type ?? model.GetSymbolInfo(receiver, cancellation).Symbol as ITypeSymbol;
        if (type is not INamedTypeSymbol named
            || ImdsProject.Read(model.Compilation, context.Document.Project.AnalyzerOptions,
                cancellation) is not { IsSettled: true } project)
        {
            return;
        }

        var (owners, catalog) = (new Owners(project, model.Compilation), Catalog.Of(project.Model));
        if (owners.Of(named) is not { } owner)
        {
            return;
        }

        foreach (var name in catalog.NamesOf(owner.Key).OrderBy(name => name, StringComparer.Ordinal))
        {
            if (catalog.Find(owner.Key, name) is { } entry && !catalog.Has(entry.Versions, owner.Version)
                && catalog.Lowest(entry.Versions & Later(catalog, owner.Version)) is { } needed)
            {
                context.AddItem(CompletionItem.Create(name, sortText: AtTheEnd + name, displayTextSuffix: $" — needs {needed}",
                    tags: [WellKnownTags.Property], rules: CompletionItemRules.Default.WithMatchPriority(Last)));
            }
        }
    }

    public override Task<CompletionDescription?> GetDescriptionAsync(Document document, CompletionItem item,
        CancellationToken cancellationToken) =>
        Task.FromResult<CompletionDescription?>(CompletionDescription.FromText(
            $"'{item.DisplayText}'{item.DisplayTextSuffix.Replace(" — ", " ")} or later: the fix of IMDS101 raises the api-version."));

    private static VersionSet Later(Catalog catalog, ApiVersion version) => catalog.Where(known => known > version);

    /// <summary>What stands before the dot that the caret is behind, with or without the beginning of a name.</summary>
    private static ExpressionSyntax? ReceiverAt(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        if (!token.IsKind(SyntaxKind.DotToken))
        {
            token = token.GetPreviousToken();
        }

        return !token.IsKind(SyntaxKind.DotToken) ? null : token.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => NameChain.Around(binding)?.Expression,
            _ => null,
        };
    }
}
