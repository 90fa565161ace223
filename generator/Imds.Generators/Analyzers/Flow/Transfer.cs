using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>What an operation changes of a state: the values that it assigns, and calls that come back only if something holds.</summary>
internal sealed class Transfer
{
    private readonly ControlFlowGraph _graph;
    private readonly Evaluator _evaluator;
    private readonly LocalWrites _writes;
    private readonly Dictionary<CaptureId, IOperation> _captured = [];

    public Transfer(ControlFlowGraph graph, Evaluator evaluator, LocalWrites writes)
    {
        (_graph, _evaluator, _writes) = (graph, evaluator, writes);
        // A target may be captured before the value is there: has = a && b.
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation { Value: ILocalReferenceOperation or IParameterReferenceOperation
                    or IFieldReferenceOperation or IPropertyReferenceOperation } capture)
                {
                    _captured[capture.Id] = capture.Value;
                }
            }
        }
    }

    /// <summary>Null where the step does not come back.</summary>
    public FlowState? After(Step step, FlowState state)
    {
        FlowState? result = state;
        foreach (var part in step.Parts)
        {
            result = After(part, result);
            if (result is null)
            {
                return null;
            }
        }
        return result;
    }

    /// <summary>The variable that an assignment goes to.</summary>
    public ISymbol? TargetOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IFlowCaptureReferenceOperation capture when _captured.TryGetValue(capture.Id, out var captured) => TargetOf(captured),
        _ => null,
    };

    public IEnumerable<ISymbol> AssignedIn(ControlFlowRegion region)
    {
        for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
        {
            foreach (var part in _graph.Blocks[i].Operations.SelectMany(operation => operation.DescendantsAndSelf()))
            {
                if (LocalWrites.TargetsOf(part).Select(TargetOf).FirstOrDefault(target => target is not null) is { } local)
                {
                    yield return local;
                }
            }
        }
    }

    private FlowState? After(IOperation part, FlowState state)
    {
        switch (part)
        {
            case IFlowCaptureOperation capture:
                return state.Set(capture.Id, _evaluator.Remember(capture.Value, state));
            case ISimpleAssignmentOperation { IsRef: false } assignment when TargetOf(assignment.Target) is { } target:
                return Assign(target, _evaluator.Remember(assignment.Value, state), state);
            case ICompoundAssignmentOperation compound when TargetOf(compound.Target) is { } target:
                return Assign(target, OfCompound(compound, state[target] as Truth, state), state);
            case IIsPatternOperation pattern:
                foreach (var (local, value) in _evaluator.Declared(_evaluator.Evaluate(pattern.Value, state), pattern.Pattern, state))
                {
                    state = Assign(local, value, state);
                }

                return state;
            case IInvocationOperation call:
                return AfterCall(call, state);
            default:
                foreach (var target in LocalWrites.TargetsOf(part))
                {
                    if (TargetOf(target) is { } written)
                    {
                        state = state.Set(written, null);
                    }
                }

                return state;
        }
    }

    private FlowState Assign(ISymbol target, Value? value, FlowState state) => state.Set(target, _writes.IsTracked(target) ? value : null);

    private Value? OfCompound(ICompoundAssignmentOperation compound, Truth? before, FlowState state)
    {
        var value = _evaluator.Evaluate(compound.Value, state) as Truth;
        return compound.OperatorKind switch
        {
            BinaryOperatorKind.And => Truth.And(before, value, state.Versions),
            BinaryOperatorKind.Or => Truth.Or(before, value, state.Versions),
            _ => null,
        };
    }

    /// <summary>Throw helpers and assertions say by attributes when they come back.</summary>
    private FlowState? AfterCall(IInvocationOperation call, FlowState state)
    {
        if (Has(call.TargetMethod, "DoesNotReturnAttribute", out _))
        {
            return null;
        }

        FlowState? after = state;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || after is null)
            {
                continue;
            }

            if (parameter.Type.SpecialType == SpecialType.System_Boolean && Has(parameter, "DoesNotReturnIfAttribute", out var ends)
                && _evaluator.Evaluate(argument.Value, after) is Truth truth)
            {
                after = after.Only(ends is true ? truth.WhenFalse : truth.WhenTrue);
            }
        }
        return after;
    }

    private static bool Has(ISymbol symbol, string attributeName, out object? argument)
    {
        argument = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == attributeName
                && type.ContainingNamespace is { Name: "CodeAnalysis", ContainingNamespace.Name: "Diagnostics" })
            {
                argument = attribute.ConstructorArguments.FirstOrDefault().Value;
                return true;
            }
        }

        return false;
    }
}
