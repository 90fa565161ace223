using System.Composition;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Primitives;
using Imds.Generators.Versions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Completion;

/// <summary>Inside the strings that name versions and routes: the api-versions, the newest first, and the routes of the service.</summary>
[ExportCompletionProvider(nameof(StringCompletion), LanguageNames.CSharp), Shared]
internal sealed class StringCompletion : CompletionProvider
{
    private const string Address = "http://169.254.169.254/metadata/";

    /// <summary>What a version or a route is made of goes on with it, and does not take the item that is chosen.</summary>
    private static readonly CompletionItemRules Rules = CompletionItemRules.Create(
        filterCharacterRules: [CharacterSetModificationRule.Create(CharacterSetModificationKind.Add, '/', '-', '{', '}')],
        commitCharacterRules: [CharacterSetModificationRule.Create(CharacterSetModificationKind.Replace, '"')]);

    public override bool ShouldTriggerCompletion(SourceText text, int caretPosition, CompletionTrigger trigger,
        Microsoft.CodeAnalysis.Options.OptionSet options) =>
        trigger.Kind is CompletionTriggerKind.Invoke or CompletionTriggerKind.InvokeAndCommitIfUnique
        || trigger is { Kind: CompletionTriggerKind.Insertion, Character: '"' or '/' };

    public override async Task ProvideCompletionsAsync(CompletionContext context)
    {
        var cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || LiteralAt(root, context.Position) is not { } literal || ListFor(literal, context.Position) is not { } wanted
            || await context.Document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || ImdsProject.Read(compilation, context.Document.Project.AnalyzerOptions, cancellation) is not { } project)
        {
            return;
        }

        context.IsExclusive = true;
        context.CompletionListSpan = wanted.Span;
        var items = wanted.IsVersions ? Catalog.Of(project.Model).Versions.Reverse().Select(version => version.ToString())
            : project.Model.All.Roots.SelectMany(Below).Where(node => node.Kind != RouteKind.Group).Select(node => node.Template.ToString())
                .Distinct(StringComparer.Ordinal).OrderBy(route => route, StringComparer.Ordinal);
        var index = 0;
        foreach (var item in items)
        {
            context.AddItem(CompletionItem.Create(item,
                sortText: index++.ToString("0000", System.Globalization.CultureInfo.InvariantCulture),
                tags: [WellKnownTags.Constant], rules: Rules));
        }
    }

    private static IEnumerable<RouteView> Below(RouteView node) => node.Children.SelectMany(Below).Prepend(node);

    private static SyntaxToken? LiteralAt(SyntaxNode root, int position) =>
        root.FindToken(Math.Max(0, position - 1)) is var token && token.IsKind(SyntaxKind.StringLiteralToken)
            && position > token.SpanStart && token.Text.StartsWith("\"", StringComparison.Ordinal) ? token : null;

    /// <summary>What belongs into the string, and which part of it that replaces; null for any other string.</summary>
    private static (bool IsVersions, TextSpan Span)? ListFor(SyntaxToken literal, int position)
    {
        var end = literal.Text.Length > 1 && literal.Text[literal.Text.Length - 1] == '"' ? literal.Span.End - 1 : literal.Span.End;
        if (position > end)
        {
            return null;
        }

        var content = TextSpan.FromBounds(literal.SpanStart + 1, end);
        if (literal.Parent?.Parent is AttributeArgumentSyntax
            { Parent: AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } list } argument)
        {
            var isFirst = list.Arguments.IndexOf(argument) == 0;
            return NameOf(attribute) switch
            {
                "ImdsApiVersion" when isFirst || argument.NameEquals?.Name.Identifier.ValueText == "Minimum" => (true, content),
                "RequiresImdsVersion" or "ImdsVersionGuard" when isFirst => (true, content),
                "ImdsDocument" => (!isFirst, content),
                _ => null,
            };
        }

        var text = literal.Text.Substring(1);
        var query = text.IndexOf('?');
        return text.StartsWith(Address, StringComparison.OrdinalIgnoreCase) && position >= content.Start + Address.Length
            && (query < 0 || position <= content.Start + query)
            ? (false, TextSpan.FromBounds(content.Start + Address.Length, query < 0 ? end : content.Start + query)) : null;
    }

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = attribute.Name switch { QualifiedNameSyntax qualified => qualified.Right, AliasQualifiedNameSyntax alias =>
            alias.Name, var other => other as SimpleNameSyntax };
        var text = name?.Identifier.ValueText ?? "";
        return text.EndsWith("Attribute", StringComparison.Ordinal) ? text.Substring(0, text.Length - "Attribute".Length) : text;
    }
}
