using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>Finds out what an expression says about the api-version, at a place of which the state is known.</summary>
internal sealed class Evaluator(VersionFacts facts, Definitions definitions)
{
    private Catalog Catalog => facts.Catalog;

    public Value? Evaluate(IOperation? operation, FlowState state)
    {
        if (operation is null)
        {
            return null;
        }

        if (operation.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant ? new Truth(state.Versions, VersionSet.None) : new Truth(VersionSet.None, state.Versions);
        }

        return operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion => Evaluate(conversion.Operand, state),
            IFlowCaptureReferenceOperation capture => state[capture.Id],
            ILocalReferenceOperation local => state[local.Local],
            IParameterReferenceOperation parameter => state[parameter.Parameter] ?? Trusted(parameter.Type),
            IFieldReferenceOperation field => OfMember(field.Field, field.Type, state),
            IPropertyReferenceOperation property => OfProperty(property, state),
            IInvocationOperation invocation => OfCall(invocation, state),
            IObjectCreationOperation creation => VersionFacts.OfCreation(creation),
            IDefaultValueOperation { Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => new Nothing(),
            ISimpleAssignmentOperation assignment => Evaluate(assignment.Value, state),
            IAwaitOperation awaiting => Evaluate(awaiting.Operation, state),
            ITupleOperation tuple => new Several([.. tuple.Elements.Select(element => Evaluate(element, state))]),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not =>
                (Evaluate(not.Operand, state) as Truth)?.Negated,
            IBinaryOperation binary => OfBinary(binary, state),
            IIsPatternOperation pattern => OfPattern(Evaluate(pattern.Value, state), pattern.Pattern, state),
            IConditionalOperation conditional => OfConditional(conditional, state),
            IConditionalAccessOperation access =>
                Evaluate(access.WhenNotNull, state) is TheVersion version ? version with { MayBeNull = true } : null,
            _ => null,
        };
    }

    /// <summary>
    /// What to remember of a value. A bool of which nothing is known still tells that the versions possible here were possible.
    /// </summary>
    public Value? Remember(IOperation operation, FlowState state) => Evaluate(operation, state)
        ?? (operation.Type?.SpecialType == SpecialType.System_Boolean ? new Truth(state.Versions, state.Versions) : null);

    private static Value? Trusted(ITypeSymbol? type) => VersionFacts.IsVersion(type) ? new TheVersion(IsCertain: false) : null;

    private Value? OfProperty(IPropertyReferenceOperation property, FlowState state)
    {
        if (property.Property.Name is "Value"
            && property.Property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Evaluate(property.Instance, state) is TheVersion version ? version with { MayBeNull = false } : null;
        }

        if (property.Property is { Name: "Result", ContainingType.Name: "Task" or "ValueTask" })
        {
            return Evaluate(property.Instance, state);
        }

        return OfMember(property.Property, property.Type, state);
    }

    private Value? OfMember(ISymbol member, ITypeSymbol? type, FlowState state)
    {
        if (facts.VersionOf(member, type!) is { } version)
        {
            return version;
        }

        if (type?.SpecialType != SpecialType.System_Boolean && !VersionFacts.IsVersion(type))
        {
            return null;
        }

        if (facts.Attributes.GuardOf(member) is { } guard)
        {
            return Guard(guard, state);
        }

        var defined = definitions.Of(member, this);
        return defined is Truth truth ? truth.Within(state.Versions) : defined ?? Trusted(type);
    }

    /// <summary>A guard that is false says nothing: it may look at more than the version.</summary>
    private Truth Guard(ApiVersion version, FlowState state) => new(facts.From(version) & state.Versions, state.Versions);

    private Value? OfCall(IInvocationOperation call, FlowState state)
    {
        var method = call.TargetMethod;
        if (facts.Attributes.GuardOf(method) is { } guard)
        {
            return Guard(guard, state);
        }

        if (method.Name == "ConfigureAwait")
        {
            return Evaluate(call.Instance, state);
        }

        if (VersionFacts.IsVersion(method.ContainingType))
        {
            return OfVersionMethod(call, state);
        }

        if (method is { Name: "Compare" or "CompareOrdinal", ContainingType.SpecialType: SpecialType.System_String,
            Parameters.Length: 2 or 3 })
        {
            return Ordered(OfText(call.Arguments[0].Value, state), OfText(call.Arguments[1].Value, state));
        }

        if (method.DeclaringSyntaxReferences.IsEmpty || !IsOfInterest(method.ReturnType))
        {
            return null;
        }

        var arguments = call.Arguments.Where(argument => argument.Parameter is not null)
            .ToDictionary(argument => argument.Parameter!, argument => Evaluate(argument.Value, state),
                (IEqualityComparer<IParameterSymbol>)SymbolEqualityComparer.Default);
        var defined = definitions.OfMethod(method, arguments, this);
        return defined is Truth truth ? truth.Within(state.Versions) : defined;
    }

    private static bool IsOfInterest(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean || VersionFacts.IsVersion(type)
        || (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task && IsOfInterest(task.TypeArguments[0]));

    private Value? OfVersionMethod(IInvocationOperation call, FlowState state)
    {
        var first = call.Arguments.Length > 0 ? call.Arguments[0].Value : null;
        switch (call.TargetMethod.Name)
        {
            case "Parse" when first?.ConstantValue is { HasValue: true, Value: string text }:
                return VersionFacts.OfText(text);
            case "CompareTo":
                return Ordered(Evaluate(call.Instance, state), Evaluate(first, state));
            case "Equals" when call.Instance is not null:
                return Compare(BinaryOperatorKind.Equals, Evaluate(call.Instance, state), Evaluate(first, state), state);
            case "ToString":
                return Evaluate(call.Instance, state) is TheVersion { MayBeNull: false } ? new VersionText() : null;
            default:
                return null;
        }
    }

    private static Order? Ordered(Value? a, Value? b) => (a, b) switch
    {
        (TheVersion { MayBeNull: false } version, Date date) => new Order(date.Version, version.IsCertain),
        (Date date, TheVersion { MayBeNull: false } version) => new Order(date.Version, version.IsCertain, IsReversed: true),
        (VersionText, Date date) => new Order(date.Version, IsCertain: false),
        (Date date, VersionText) => new Order(date.Version, IsCertain: false, IsReversed: true),
        _ => null,
    };

    /// <summary>A text that is a version, in a comparison of texts: dates written like this sort as they are.</summary>
    private Value? OfText(IOperation operation, FlowState state) =>
        operation.ConstantValue is { HasValue: true, Value: string text } ? VersionFacts.OfText(text) : Evaluate(operation, state);

    private Value? OfBinary(IBinaryOperation binary, FlowState state)
    {
        var kind = binary.OperatorKind;
        if (kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And)
        {
            return Truth.And(Evaluate(binary.LeftOperand, state) as Truth, Evaluate(binary.RightOperand, state) as Truth, state.Versions);
        }

        if (kind is BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or)
        {
            return Truth.Or(Evaluate(binary.LeftOperand, state) as Truth, Evaluate(binary.RightOperand, state) as Truth, state.Versions);
        }

        return Compare(kind, Operand(binary.LeftOperand), Operand(binary.RightOperand), state)
            ?? CompareWithConstant(kind, Operand(binary.LeftOperand), binary.RightOperand.ConstantValue, state)
            ?? CompareWithConstant(Comparison.Flip(kind), Operand(binary.RightOperand), binary.LeftOperand.ConstantValue, state);

        Value? Operand(IOperation operand) => Evaluate(operand, state);
    }

    private Truth? Compare(BinaryOperatorKind kind, Value? left, Value? right, FlowState state) => (left, right) switch
    {
        (TheVersion version, Date date) => Comparison.Of(Catalog, kind, date.Version, state.Versions, version.MayBeNull),
        (Date date, TheVersion version) => Comparison.Of(Catalog, Comparison.Flip(kind), date.Version, state.Versions, version.MayBeNull),
        (Date a, Date b) when Comparison.Passes(kind, a.Version.CompareTo(b.Version)) is { } holds =>
            holds ? new Truth(state.Versions, VersionSet.None) : new Truth(VersionSet.None, state.Versions),
        (Truth a, Truth b) when kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr =>
            Same(a, b) is var same && kind == BinaryOperatorKind.Equals ? same : same.Negated,
        _ => null,
    };

    /// <summary>Two bools are equal when both are true or both are false.</summary>
    private static Truth Same(Truth a, Truth b) => new(
        (a.WhenTrue & b.WhenTrue) | (a.WhenFalse & b.WhenFalse), (a.WhenTrue & b.WhenFalse) | (a.WhenFalse & b.WhenTrue));

    private Truth? CompareWithConstant(BinaryOperatorKind kind, Value? value, Optional<object?> constant, FlowState state) =>
        (value, constant) switch
    {
        (Order order, { HasValue: true, Value: int number }) => Comparison.Of(Catalog, kind, order, number, state.Versions),
        (VersionText, { HasValue: true, Value: string text }) when kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals =>
            Comparison.Of(Catalog, kind, ApiVersion.TryParse(text, out var version) ? version : default, state.Versions),
        _ => null,
    };

    private Value? OfConditional(IConditionalOperation conditional, FlowState state)
    {
        var test = Evaluate(conditional.Condition, state) as Truth;
        if (Remember(conditional.WhenTrue, state) is not Truth whenTrue || conditional.WhenFalse is null
            || Remember(conditional.WhenFalse, state) is not Truth whenFalse)
        {
            return null;
        }

        return test is null ? Value.Join(whenTrue, whenFalse)
            : Value.Join(whenTrue.Within(test.WhenTrue), whenFalse.Within(test.WhenFalse));
    }

    /// <summary>When a value matches a pattern.</summary>
    public Truth? OfPattern(Value? value, IPatternOperation pattern, FlowState state)
    {
        var all = state.Versions;
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool wanted } } when value is Truth truth:
                return wanted ? truth : truth.Negated;
            case IConstantPatternOperation constant:
                return CompareWithConstant(BinaryOperatorKind.Equals, value, constant.Value.ConstantValue, state);
            case IRelationalPatternOperation relational:
                return CompareWithConstant(relational.OperatorKind, value, relational.Value.ConstantValue, state);
            case INegatedPatternOperation negated:
                return OfPattern(value, negated.Pattern, state)?.Negated;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } and:
                return Truth.And(OfPattern(value, and.LeftPattern, state), OfPattern(value, and.RightPattern, state), all);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or:
                return Truth.Or(OfPattern(value, or.LeftPattern, state), OfPattern(value, or.RightPattern, state), all);
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return new Truth(all, VersionSet.None);
            case IRecursivePatternOperation recursive:
                // It may also fail for a null or another type, so a failure says nothing.
                var matching = all;
                foreach (var (inner, innerValue) in Parts(recursive, value, state))
                {
                    matching &= OfPattern(innerValue, inner, state)?.WhenTrue ?? all;
                }

                return new Truth(matching,
                    recursive.DeconstructionSubpatterns.IsEmpty || value is not Several ? all : Failing(recursive, value, state));
            default:
                return null;
        }
    }

    /// <summary>A tuple fails a pattern only by one of its elements.</summary>
    private VersionSet Failing(IRecursivePatternOperation recursive, Value? value, FlowState state)
    {
        var failing = VersionSet.None;
        foreach (var (inner, innerValue) in Parts(recursive, value, state))
        {
            failing |= OfPattern(innerValue, inner, state)?.WhenFalse ?? state.Versions;
        }

        return failing;
    }

    private IEnumerable<(IPatternOperation Pattern, Value? Value)> Parts(IRecursivePatternOperation recursive, Value? value,
        FlowState state)
    {
        for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
        {
            yield return (recursive.DeconstructionSubpatterns[i],
                value is Several several && i < several.Items.Count ? several.Items[i] : null);
        }

        foreach (var property in recursive.PropertySubpatterns)
        {
            yield return (property.Pattern, Evaluate(property.Member, state));
        }
    }

    /// <summary>The locals that a pattern gives names to, with what they hold.</summary>
    public IEnumerable<(ISymbol Local, Value? Value)> Declared(Value? value, IPatternOperation pattern, FlowState state)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                yield return (symbol, value);
                break;
            case IBinaryPatternOperation binary:
                foreach (var found in Declared(value, binary.LeftPattern, state).Concat(Declared(value, binary.RightPattern, state)))
                {
                    yield return found;
                }

                break;
            case INegatedPatternOperation negated:
                foreach (var found in Declared(value, negated.Pattern, state))
                {
                    yield return found;
                }

                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is { } whole)
                {
                    yield return (whole, value);
                }

                foreach (var (inner, innerValue) in Parts(recursive, value, state))
                {
                    foreach (var found in Declared(innerValue, inner, state))
                    {
                        yield return found;
                    }
                }

                break;
        }
    }
}
