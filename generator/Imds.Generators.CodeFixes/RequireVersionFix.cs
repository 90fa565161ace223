using System.Collections.Immutable;
using System.Composition;
using Imds.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Imds.Generators.CodeFixes;

/// <summary>IMDS102: marks the member, so that its callers have to make sure of the version.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RequireVersionFix : DocumentFix
{
    private const string Attribute = "RequiresImdsVersion";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AvailabilityRules.NotGuarded.Id];

    private protected override async Task<string> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return $"Mark '{Name(Member(root!, diagnostic)!)}' with [{Attribute}(\"{NeededBy(diagnostic)}\")]";
    }

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var members = new Dictionary<MemberDeclarationSyntax, ApiVersion>();
        foreach (var diagnostic in diagnostics)
        {
            if (NeededBy(diagnostic) is { } version && Member(root, diagnostic) is { } member)
            {
                members[member] = Higher(members.TryGetValue(member, out var other) ? other : null, version);
            }
        }

        if (members.Count == 0)
        {
            return null;
        }

        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        foreach (var member in members)
        {
            var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression,
                SyntaxFactory.Literal(member.Value.ToString())));
            var known = member.Key.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute =>
                model.GetTypeInfo(attribute, cancellation).Type is { Name: Attribute + "Attribute", ContainingNamespace.Name: "Imds" });
            if (known?.ArgumentList?.Arguments.FirstOrDefault() is { } before)
            {
                editor.ReplaceNode(before, argument);
            }
            else
            {
                editor.ReplaceNode(member.Key,
                    (current, _) => Marked((MemberDeclarationSyntax)current,
                        InScope.TypeName(model, member.Key.SpanStart, Attribute, "Attribute"), argument));
            }
        }
        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    /// <summary>What can bear the attribute: a field cannot, and the statements of a program belong to no member.</summary>
    private static MemberDeclarationSyntax? Member(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is
            (MethodDeclarationSyntax or ConstructorDeclarationSyntax or BasePropertyDeclarationSyntax or OperatorDeclarationSyntax
                or ConversionOperatorDeclarationSyntax) and { } member ? member : null;

    private static string Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        _ => "operator",
    };

    private static MemberDeclarationSyntax Marked(MemberDeclarationSyntax member, string name, AttributeArgumentSyntax argument)
    {
        var attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName(name),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(member.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
        var indent = member.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var bare = member.WithLeadingTrivia(indent.IsKind(SyntaxKind.WhitespaceTrivia)
            ? SyntaxFactory.TriviaList(indent) : SyntaxFactory.TriviaList());
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list.WithTrailingTrivia(LineEnds.Of(member))));
    }
}
