using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common.Strings;

/// <summary>
/// Follows an expression back to the texts that it is made of: literals, constants, concatenations, interpolations, locals and read-only
/// members with one value, and <c>Uri</c>s made of any of them. What cannot be followed is a hole.
/// </summary>
internal sealed class StringFlow
{
    private const int MaxDepth = 16;
    private const int MaxPieces = 64;

    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<StringPiece>.Builder _pieces = ImmutableArray.CreateBuilder<StringPiece>();
    private bool _isUri;

    private StringFlow(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>The texts that an expression can be: more than one where it chooses.</summary>
    public static IEnumerable<StringValue> Into(IOperation operation, CancellationToken cancellation)
    {
        foreach (var choice in Choices(operation, 0))
        {
            var flow = new StringFlow(cancellation);
            flow.Add(choice, 0);
            var text = StringValue.Of(flow._pieces.ToImmutable());
            yield return flow._isUri ? text.AsUri() : text;
        }
    }

    private static IEnumerable<IOperation> Choices(IOperation operation, int depth)
    {
        operation = Unwrap(operation);
        return depth > MaxDepth || operation.ConstantValue.HasValue ? [operation] : operation switch
        {
            IConditionalOperation { WhenFalse: { } otherwise } choice =>
                Choices(choice.WhenTrue, depth + 1).Concat(Choices(otherwise, depth + 1)),
            ICoalesceOperation coalesce => Choices(coalesce.Value, depth + 1).Concat(Choices(coalesce.WhenNull, depth + 1)),
            ISwitchExpressionOperation @switch => @switch.Arms.SelectMany(arm => Choices(arm.Value, depth + 1)),
            _ => [operation],
        };
    }

    private static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            if (operation is IConversionOperation { OperatorMethod: null } conversion)
            {
                operation = conversion.Operand;
            }
            else if (operation is IParenthesizedOperation parenthesized)
            {
                operation = parenthesized.Operand;
            }
            else
            {
                return operation;
            }
        }
    }

    private void Add(IOperation operation, int depth)
    {
        _cancellation.ThrowIfCancellationRequested();
        operation = Unwrap(operation);
        if (depth > MaxDepth || _pieces.Count > MaxPieces)
        {
            AddHole(operation);
            return;
        }
        switch (operation)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                Add(sum.LeftOperand, depth + 1);
                Add(sum.RightOperand, depth + 1);
                break;
            case IInterpolatedStringOperation interpolated:
                AddInterpolated(interpolated, depth);
                break;
            case IFieldReferenceOperation field when field.Field.IsConst || field.Field.IsReadOnly:
                AddDeclared(operation, field.Field, depth);
                break;
            case IPropertyReferenceOperation { Property: { SetMethod: null, IsVirtual: false, IsOverride: false, IsAbstract: false,
                Parameters.IsEmpty: true } property } reference:
                if (IsUriType(reference.Instance?.Type) && property.Name is "AbsoluteUri" or "OriginalString")
                {
                    Add(reference.Instance!, depth + 1);
                }
                else
                {
                    AddDeclared(operation, property, depth);
                }

                break;
            case ILocalReferenceOperation local:
                AddLocal(local, depth);
                break;
            case IObjectCreationOperation creation when IsUriType(creation.Type):
                AddUri(creation, depth);
                break;
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { Type: { } type } instance,
                Arguments.IsEmpty: true } when IsUriType(type) || type.SpecialType == SpecialType.System_String:
                Add(instance, depth + 1);
                break;
            case IPropertyReferenceOperation { Property.Name: "Uri", Instance: { } builder } when IsUriType(operation.Type)
                && UrlBuilders.PartsOf(builder) is { } parts:
                AddAll(parts, "", depth);
                _isUri = true;
                break;
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } builder,
                Arguments.IsEmpty: true } when UrlBuilders.PartsOf(builder) is { } parts:
                AddAll(parts, "", depth);
                break;
            case IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } call when Formatting.PartsOf(
                call) is { } parts:
                AddAll(parts, Formatting.SeparatorOf(call), depth);
                break;
            default:
                AddValue(operation, TokenOf(operation.Syntax));
                break;
        }
    }

    private void AddAll(IReadOnlyList<StringPart> parts, string separator, int depth)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0 && separator.Length > 0)
            {
                _pieces.Add(new StringPiece(separator, default, null));
            }

            if (parts[i].Operation is { } operation)
            {
                Add(operation, depth + 1);
            }
            else
            {
                _pieces.Add(new StringPiece(parts[i].Text, default, null));
            }
        }
    }

    private void AddInterpolated(IInterpolatedStringOperation interpolated, int depth)
    {
        foreach (var part in interpolated.Parts)
        {
            if (part is IInterpolatedStringTextOperation { Text: { ConstantValue: { HasValue: true, Value: string value } } text })
            {
                _pieces.Add(new StringPiece(value, text.Syntax is InterpolatedStringTextSyntax spelt ? spelt.TextToken : default, null));
            }
            else if (part is IInterpolationOperation { Alignment: null, FormatString: null } hole)
            {
                Add(hole.Expression, depth + 1);
            }
            else
            {
                AddHole(part);
            }
        }
    }

    /// <summary>A field or property with one value, which stands where it is declared.</summary>
    private void AddDeclared(IOperation reference, ISymbol symbol, int depth)
    {
        var value = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
            _ => null,
        };
        if (value is not null && AddLiteral(value))
        {
            return;
        }

        if (value is not null && value.SyntaxTree == reference.Syntax.SyntaxTree
            && reference.SemanticModel?.GetOperation(value, _cancellation) is { } operation)
        {
            Add(operation, depth + 1);
        }
        else if (value is not null && !reference.ConstantValue.HasValue)
        {
            AddSpelt(reference, value);
        }
        else
        {
            AddValue(reference, default);
        }
    }

    /// <summary>The value of a declaration in another file, of which nothing but the syntax is at hand.</summary>
    private void AddSpelt(IOperation reference, ExpressionSyntax value)
    {
        if (value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var text }, ..] }
            && IsUriType(reference.Type))
        {
            value = text;
            _isUri = true;
        }
        if (!AddLiterals(value))
        {
            AddHole(reference);
        }
    }

    /// <summary>Literals, and sums of them.</summary>
    private bool AddLiterals(ExpressionSyntax value)
    {
        var count = _pieces.Count;
        if (AddLiteral(value)
            || value is BinaryExpressionSyntax sum && sum.IsKind(SyntaxKind.AddExpression) && AddLiterals(sum.Left)
                && AddLiterals(sum.Right))
        {
            return true;
        }

        _pieces.Count = count;
        return false;
    }

    private void AddLocal(ILocalReferenceOperation reference, int depth)
    {
        var value = reference.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(
            _cancellation) is VariableDeclaratorSyntax { Initializer.Value: var initial } ? initial : null;
        if (value is not null && !reference.Local.IsConst && WritesTo((VariableDeclaratorSyntax)value.Parent!.Parent!).ToList() is
            { Count: > 0 } writes)
        {
            if (UrlBuilders.OfAppended(reference, writes) is { } parts)
            {
                AddAll(parts, "", depth);
                return;
            }

            value = null;
        }

        if (value is not null && AddLiteral(value))
        {
            return;
        }

        if (value is not null && reference.SemanticModel?.GetOperation(value, _cancellation) is { } operation)
        {
            Add(operation, depth + 1);
        }
        else
        {
            AddValue(reference, default);
        }
    }

    private static IEnumerable<SyntaxNode> WritesTo(VariableDeclaratorSyntax declarator)
    {
        var name = declarator.Identifier.ValueText;
        var scope = declarator.AncestorsAndSelf()
            .FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        return scope is null ? [declarator] : scope.DescendantNodes().Where(node => node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.ValueText == name,
            ArgumentSyntax { Expression: IdentifierNameSyntax passed, RefKindKeyword.RawKind: not 0 } =>
                passed.Identifier.ValueText == name,
            RefExpressionSyntax { Expression: IdentifierNameSyntax aliased } => aliased.Identifier.ValueText == name,
            TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple when deconstruction.Left == tuple =>
                tuple.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax item && item.Identifier.ValueText == name),
            _ => false,
        });
    }

    private void AddUri(IObjectCreationOperation creation, int depth)
    {
        if (creation.Arguments.Length == 0)
        {
            AddHole(creation);
        }
        else if (creation.Arguments[0].Parameter?.Type is { } first && IsUriType(first))
        {
            var @base = Into(creation.Arguments[0].Value, _cancellation).First();
            var reference = creation.Arguments.Length > 1 ? Into(creation.Arguments[1].Value, _cancellation).First() : null;
            if (reference is { IsRelative: true } && @base.Value.IndexOf("://", StringComparison.Ordinal) > 0
                && @base.Value.IndexOf(StringValue.Hole) < 0)
            {
                _pieces.AddRange(StringValue.Resolve(@base, reference).Pieces);
            }
            else
            {
                // A path from the root keeps of the base address what stands before its path; nothing of that is needed here.
                AddHole(creation.Arguments[0].Value);
                _pieces.AddRange(reference?.Pieces ?? []);
            }
        }
        else
        {
            Add(creation.Arguments[0].Value, depth + 1);
        }
        _isUri = true;
    }

    private void AddValue(IOperation operation, SyntaxToken token)
    {
        var value = operation.ConstantValue is not { HasValue: true, Value: var constant } ? null : constant switch
        {
            string text => text,
            char character => character.ToString(),
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (value is null)
        {
            AddHole(operation);
        }
        else
        {
            _pieces.Add(new StringPiece(value, token.ValueText == value ? token : default, null));
        }
    }

    /// <summary>What a literal says needs no binding.</summary>
    private bool AddLiteral(SyntaxNode syntax)
    {
        var token = TokenOf(syntax);
        if (token != default)
        {
            _pieces.Add(new StringPiece(token.ValueText, token, null));
        }

        return token != default;
    }

    private void AddHole(IOperation filling) => _pieces.Add(new StringPiece(StringValue.Hole.ToString(), default, filling));

    private static SyntaxToken TokenOf(SyntaxNode syntax)
    {
        while (syntax is ParenthesizedExpressionSyntax parenthesized)
        {
            syntax = parenthesized.Expression;
        }

        return syntax is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token : default;
    }

    private static bool IsUriType(ITypeSymbol? type) =>
        type is { Name: "Uri", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
