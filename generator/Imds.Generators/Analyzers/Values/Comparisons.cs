using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Values;

/// <summary>A text that something is compared with.</summary>
/// <param name="IgnoresCase">Whether upper and lower case are one to the comparison, for all that can be seen.</param>
internal readonly record struct Comparison(ExpressionSyntax Text, bool IgnoresCase);

/// <summary>
/// Finds what a field is compared with: by operators, patterns, switches and Equals, where its name stands or where a local does that holds
/// its value and no other.
/// </summary>
internal sealed class Comparisons(SemanticModel model, CancellationToken cancellation)
{
    private const string IgnoreCase = "IgnoreCase";

    /// <summary>Whether there can be a comparison, as the text alone shows: asked of every name that a field could have.</summary>
    public static bool CouldStandIn(IdentifierNameSyntax name) => name.Parent switch
    {
        BaseExpressionColonSyntax => true,
        MemberAccessExpressionSyntax access when access.Name != name => false,
        MemberAccessExpressionSyntax { Parent: BaseExpressionColonSyntax } => true,
        MemberAccessExpressionSyntax or MemberBindingExpressionSyntax => Whole(name)?.Parent switch
        {
            IsPatternExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax => true,
            BinaryExpressionSyntax binary => binary.RawKind is (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => IsEquals(call.Expression),
            MemberAccessExpressionSyntax access => IsEquals(access),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } } => true,
            _ => false,
        },
        _ => false,
    };

    private static bool IsEquals(ExpressionSyntax called) =>
        called is MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Equals) };

    public IEnumerable<Comparison> Of(IdentifierNameSyntax name)
    {
        if (name.Parent is BaseExpressionColonSyntax { Parent: SubpatternSyntax subpattern })
        {
            return InPattern(subpattern.Pattern);
        }

        // { Compute.OsType: "Linux" }
        if (name.Parent is MemberAccessExpressionSyntax { Parent: BaseExpressionColonSyntax { Parent: SubpatternSyntax outer } } access
            && access.Name == name)
        {
            return InPattern(outer.Pattern);
        }

        return Whole(name) is { } whole ? Around(whole).Concat(OfLocal(whole)) : [];
    }

    /// <summary>
    /// The expression whose value is the field's: <c>vm?.Compute.OsType</c>, <c>await imds.Instance.Compute.OsType.GetAsync()</c>.
    /// </summary>
    private static ExpressionSyntax? Whole(ExpressionSyntax name)
    {
        var whole = name;
        for (; ; )
        {
            switch (whole.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == whole:
                case MemberBindingExpressionSyntax:
                case ConditionalAccessExpressionSyntax conditional when conditional.WhenNotNull == whole:
                case ParenthesizedExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                case AwaitExpressionSyntax:
                    whole = (ExpressionSyntax)whole.Parent;
                    continue;
                case MemberAccessExpressionSyntax
                {
                    Name.Identifier.ValueText: "GetAsync" or "ConfigureAwait", Parent: InvocationExpressionSyntax call
                }:
                    whole = call;
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "Equals" }:
                    return null;
                default:
                    return whole;
            }
        }
    }

    private IEnumerable<Comparison> Around(ExpressionSyntax whole)
    {
        switch (whole.Parent)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } binary:
                return [new Comparison(binary.Left == whole ? binary.Right : binary.Left, IgnoresCase: false)];
            case IsPatternExpressionSyntax pattern when pattern.Expression == whole:
                return InPattern(pattern.Pattern);
            case SwitchStatementSyntax @switch:
                return @switch.Sections.SelectMany(section => section.Labels).SelectMany(label => label switch
                {
                    CaseSwitchLabelSyntax constant => [new Comparison(constant.Value, IgnoresCase: false)],
                    CasePatternSwitchLabelSyntax pattern => InPattern(pattern.Pattern),
                    _ => [],
                });
            case SwitchExpressionSyntax @switch:
                return @switch.Arms.SelectMany(arm => InPattern(arm.Pattern));
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }:
                return InEquals(call, whole);
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                return InEquals(call, whole);
            default:
                return [];
        }
    }

    private static IEnumerable<Comparison> InPattern(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => [new Comparison(constant.Expression, IgnoresCase: false)],
        ParenthesizedPatternSyntax parenthesized => InPattern(parenthesized.Pattern),
        UnaryPatternSyntax not => InPattern(not.Pattern),
        BinaryPatternSyntax both => InPattern(both.Left).Concat(InPattern(both.Right)),
        _ => [],
    };

    /// <summary>The other side of an Equals of strings or of a comparer of them.</summary>
    private IEnumerable<Comparison> InEquals(InvocationExpressionSyntax call, ExpressionSyntax whole)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access || !IsEquals(access)
            || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method)
        {
            yield break;
        }

        var isOfString = method.ContainingType.SpecialType == SpecialType.System_String;
        if (!isOfString && method.ContainingType.Name is not (nameof(StringComparer) or nameof(IEqualityComparer<>)))
        {
            yield break;
        }

        var arguments = call.ArgumentList.Arguments.Select(argument => argument.Expression).ToList();
        var mode = !isOfString ? access.Expression
            : arguments.Find(argument => model.GetTypeInfo(argument, cancellation).Type is { Name: nameof(StringComparison) });
        var texts = arguments.Where(argument => argument != mode && argument != whole).ToList();
        if (isOfString && !method.IsStatic && access.Expression != whole)
        {
            texts.Add(access.Expression);
        }

        var ignores = mode is not null && Ignores(mode);
        foreach (var text in texts)
        {
            yield return new Comparison(text, ignores);
        }
    }

    /// <summary>What is not written out may ignore case.</summary>
    private bool Ignores(ExpressionSyntax mode) => model.GetSymbolInfo(mode, cancellation).Symbol is not
        { IsStatic: true, ContainingType.Name: nameof(StringComparison) or nameof(StringComparer) } named
        || named.Name.EndsWith(IgnoreCase, StringComparison.Ordinal);

    /// <summary>The comparisons of a local that is set to the value, and to no other.</summary>
    private IEnumerable<Comparison> OfLocal(ExpressionSyntax whole)
    {
        if (whole.Parent is not EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } declarator
            }
            || model.GetDeclaredSymbol(declarator, cancellation) is not ILocalSymbol local
            || declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return [];
        }

        // The statements of a program are members, each by itself.
        SyntaxNode scope = member is GlobalStatementSyntax { Parent: { } program } ? program : member;
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, local)).ToList();
        return uses.Exists(IsWrite) ? [] : uses.SelectMany(use => Whole(use) is { } value ? Around(value) : []);
    }

    private static bool IsWrite(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax or PrefixUnaryExpressionSyntax => true,
        _ => false,
    };
}
