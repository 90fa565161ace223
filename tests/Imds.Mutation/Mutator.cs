using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Mutation;

/// <summary>Finds what could be wrong in a file: every small slip that still might compile.</summary>
internal sealed class Mutator(SemanticModel model) : CSharpSyntaxWalker
{
    private static readonly Dictionary<SyntaxKind, string[]> Operators = new()
    {
        [SyntaxKind.LessThanToken] = ["<=", ">="],
        [SyntaxKind.LessThanEqualsToken] = ["<", ">"],
        [SyntaxKind.GreaterThanToken] = [">=", "<="],
        [SyntaxKind.GreaterThanEqualsToken] = [">", "<"],
        [SyntaxKind.EqualsEqualsToken] = ["!="],
        [SyntaxKind.ExclamationEqualsToken] = ["=="],
        [SyntaxKind.AmpersandAmpersandToken] = ["||"],
        [SyntaxKind.BarBarToken] = ["&&"],
        [SyntaxKind.AmpersandToken] = ["|"],
        [SyntaxKind.BarToken] = ["&"],
        [SyntaxKind.PlusToken] = ["-"],
        [SyntaxKind.MinusToken] = ["+"],
        [SyntaxKind.AsteriskToken] = ["/"],
        [SyntaxKind.SlashToken] = ["*"],
        [SyntaxKind.PercentToken] = ["*"],
        [SyntaxKind.PlusEqualsToken] = ["-="],
        [SyntaxKind.MinusEqualsToken] = ["+="],
        [SyntaxKind.PlusPlusToken] = ["--"],
        [SyntaxKind.MinusMinusToken] = ["++"],
        [SyntaxKind.AndKeyword] = ["or"],
        [SyntaxKind.OrKeyword] = ["and"],
    };

    private static readonly Dictionary<string, string> Opposites = Pairs(
        ("Any", "All"), ("First", "Last"), ("FirstOrDefault", "LastOrDefault"), ("Min", "Max"), ("Skip", "Take"),
        ("StartsWith", "EndsWith"), ("IndexOf", "LastIndexOf"), ("Ordinal", "OrdinalIgnoreCase"), ("TrimStart", "TrimEnd"),
        ("ToUpperInvariant", "ToLowerInvariant"), ("OrderBy", "OrderByDescending"), ("Floor", "Ceiling"), ("TrueString", "FalseString"));

    // What gives another of the same kind, so that the call can be left out.
    private static readonly HashSet<string> Passing =
    [
        "Where", "Distinct", "Reverse", "Trim", "TrimStart", "TrimEnd", "Skip", "Take", "Concat", "Append", "Prepend", "Union", "Except",
        "OrderBy", "ThenBy", "Replace", "ToUpperInvariant", "ToLowerInvariant", "Insert", "Add", "AddRange", "Remove", "SetItem",
    ];

    private readonly List<Mutant> _mutants = [];

    public static IReadOnlyList<Mutant> Mutants(SemanticModel model)
    {
        var mutator = new Mutator(model);
        mutator.Visit(model.SyntaxTree.GetRoot());
        return [.. mutator._mutants.Distinct()];
    }

    // An attribute is for whoever compiles against the code, and says nothing to whoever runs it.
    public override void VisitAttributeList(AttributeListSyntax node)
    {
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        Turn(node.OperatorToken);
        if (node.IsKind(SyntaxKind.CoalesceExpression))
        {
            Replace(node, node.Left.ToString(), node.Right.ToString());
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitBinaryPattern(BinaryPatternSyntax node)
    {
        Turn(node.OperatorToken);
        Replace(node, node.Left.ToString(), node.Right.ToString());
        base.VisitBinaryPattern(node);
    }

    public override void VisitRelationalPattern(RelationalPatternSyntax node)
    {
        Turn(node.OperatorToken);
        base.VisitRelationalPattern(node);
    }

    public override void VisitUnaryPattern(UnaryPatternSyntax node)
    {
        Replace(node, node.Pattern.ToString());
        base.VisitUnaryPattern(node);
    }

    public override void VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        Replace(node.Pattern, $"not ({node.Pattern})");
        base.VisitIsPatternExpression(node);
    }

    public override void VisitSubpattern(SubpatternSyntax node)
    {
        Replace(node.Pattern, "_");
        base.VisitSubpattern(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        Turn(node.OperatorToken);
        base.VisitAssignmentExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        Turn(node.OperatorToken);
        if (node.IsKind(SyntaxKind.LogicalNotExpression) || node.IsKind(SyntaxKind.UnaryMinusExpression))
        {
            Replace(node, node.Operand.ToString());
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        Turn(node.OperatorToken);
        base.VisitPostfixUnaryExpression(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Replace(node.Condition, "true", "false");
        base.VisitConditionalExpression(node);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Replace(node.Condition, "true", "false", $"!({node.Condition})");
        base.VisitIfStatement(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Replace(node.Condition, "false");
        base.VisitWhileStatement(node);
    }

    public override void VisitWhenClause(WhenClauseSyntax node)
    {
        Replace(node.Condition, "true", "false");
        base.VisitWhenClause(node);
    }

    public override void VisitCatchFilterClause(CatchFilterClauseSyntax node)
    {
        Replace(node.FilterExpression, "true", "false");
        base.VisitCatchFilterClause(node);
    }

    public override void VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        foreach (var arm in node.Arms.SkipLast(1))
        {
            Remove(node.Arms, arm);
        }

        base.VisitSwitchExpression(node);
    }

    public override void VisitCollectionExpression(CollectionExpressionSyntax node)
    {
        foreach (var element in node.Elements)
        {
            Remove(node.Elements, element);
        }

        base.VisitCollectionExpression(node);
    }

    public override void VisitInitializerExpression(InitializerExpressionSyntax node)
    {
        foreach (var element in node.Expressions)
        {
            Remove(node.Expressions, element);
        }

        base.VisitInitializerExpression(node);
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        Replace(node, ";");
        base.VisitExpressionStatement(node);
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node)
    {
        Replace(node, ";");
        base.VisitThrowStatement(node);
    }

    public override void VisitBreakStatement(BreakStatementSyntax node)
    {
        if (node.Parent is not SwitchSectionSyntax)
        {
            Replace(node, ";");
        }
    }

    public override void VisitContinueStatement(ContinueStatementSyntax node) => Replace(node, ";");

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is { } value)
        {
            ReplaceValue(value);
        }
        else
        {
            Replace(node, ";");
        }

        base.VisitReturnStatement(node);
    }

    public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        ReplaceValue(node.Expression);
        base.VisitArrowExpressionClause(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        if (node.ExpressionBody is { } body)
        {
            ReplaceValue(body);
        }

        base.VisitSimpleLambdaExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access && Passing.Contains(name))
        {
            Replace(node, access.Expression.ToString());
        }

        // On which thread a caller goes on is nothing that a test without a context can see.
        if (node.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } awaited)
        {
            base.VisitInvocationExpression(node);
        }
        else
        {
            Visit(awaited.Expression);
        }
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (Opposites.TryGetValue(node.Identifier.ValueText, out var opposite))
        {
            Replace(node, opposite);
        }
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        switch (node.Token.Value)
        {
            case true:
                Replace(node, "false");
                break;
            case false:
                Replace(node, "true");
                break;
            case int number:
                Replace(node, FormattableString.Invariant($"{number + 1}"), FormattableString.Invariant($"{number - 1}"));
                break;
            case string { Length: 0 }:
                Replace(node, "\"mutant\"");
                break;
            case string:
                Replace(node, node.IsKind(SyntaxKind.Utf8StringLiteralExpression) ? "\"\"u8" : "\"\"");
                break;
            case char letter:
                Replace(node, letter == 'm' ? "'n'" : "'m'");
                break;
        }
    }

    public override void VisitInterpolatedStringText(InterpolatedStringTextSyntax node)
    {
        if (node.TextToken.Text.Any(char.IsLetterOrDigit))
        {
            Replace(node, "");
        }
    }

    private void ReplaceValue(ExpressionSyntax value)
    {
        switch (model.GetTypeInfo(value).ConvertedType?.SpecialType)
        {
            case SpecialType.System_Boolean:
                Replace(value, "true", "false");
                break;
            case SpecialType.System_Void:
                Replace(value, "_ = 0");
                break;
            default:
                Replace(value, "default!");
                break;
        }
    }

    private void Turn(SyntaxToken token)
    {
        foreach (var other in Operators.GetValueOrDefault(token.Kind(), []))
        {
            _mutants.Add(new Mutant(model.SyntaxTree, token.Span, other));
        }
    }

    private void Replace(SyntaxNode node, params string[] others)
    {
        foreach (var other in others.Where(other => other != node.ToString()))
        {
            _mutants.Add(new Mutant(model.SyntaxTree, node.Span, other));
        }
    }

    private void Remove<T>(SeparatedSyntaxList<T> list, T node)
        where T : SyntaxNode
    {
        var separators = list.GetSeparators().ToList();
        var index = list.IndexOf(node);
        var end = index < separators.Count ? separators[index].Span.End : node.Span.End;
        _mutants.Add(new Mutant(model.SyntaxTree, TextSpan.FromBounds(node.SpanStart, end), ""));
    }

    private static Dictionary<string, string> Pairs(params (string One, string Other)[] pairs) =>
        pairs.Concat(pairs.Select(pair => (pair.Other, pair.One))).ToDictionary(pair => pair.Item1, pair => pair.Item2);
}
