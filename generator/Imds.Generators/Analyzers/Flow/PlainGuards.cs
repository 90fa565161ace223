using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// Most guards stand right around what they guard, or leave the block before it. Where such guards are enough for all uses in a member,
/// and none of them is needless, there is nothing to report, and the member's graph, which is dear, is not asked for.
/// </summary>
internal sealed class PlainGuards(VersionedUses uses, Evaluator evaluator, VersionSet granted)
{
    private readonly FlowState _anywhere = FlowState.At(uses.Facts.Possible);

    public bool AreEnough(IEnumerable<IOperation> operations) => operations.All(operation => operation switch
    {
        // What a parameter holds may change on the way.
        IParameterReferenceOperation parameter => !VersionFacts.IsVersion(parameter.Type),
        IBinaryOperation guard when IsGuard(guard) => MakesDifference(guard),
        _ => uses.Find(operation) is not { } use || use.Versions.Includes(VersionsAt(operation)),
    });

    public static bool IsGuard(IBinaryOperation binary) =>
        VersionFacts.IsVersion(binary.LeftOperand.Type) && Comparison.Passes(binary.OperatorKind, 0) is not null;

    private bool MakesDifference(IBinaryOperation guard) => evaluator.Evaluate(guard, _anywhere)
        is Truth { WhenTrue.IsEmpty: false, WhenFalse.IsEmpty: false };

    private VersionSet VersionsAt(IOperation use)
    {
        var versions = granted;
        // A local function is called from elsewhere, where other guards stand.
        for (var (part, around) = (use, use.Parent); around is not null and not ILocalFunctionOperation;
            (part, around) = (around, around.Parent))
        {
            versions &= around switch
            {
                IConditionalOperation conditional when part == conditional.WhenTrue => When(conditional.Condition).WhenTrue,
                IConditionalOperation conditional when part == conditional.WhenFalse => When(conditional.Condition).WhenFalse,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when part == both.RightOperand =>
                    When(both.LeftOperand).WhenTrue,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when part == either.RightOperand =>
                    When(either.LeftOperand).WhenFalse,
                IBlockOperation block => After(block, part),
                _ => versions,
            };
        }

        return versions;
    }

    /// <summary>What is possible in a block behind the statements that leave it. To a label there may be another way.</summary>
    private VersionSet After(IBlockOperation block, IOperation part)
    {
        var versions = _anywhere.Versions;
        foreach (var statement in block.Operations)
        {
            if (statement is ILabeledOperation)
            {
                return _anywhere.Versions;
            }

            if (statement == part)
            {
                break;
            }

            if (statement is IConditionalOperation { WhenFalse: null } conditional && Leaves(conditional.WhenTrue))
            {
                versions &= When(conditional.Condition).WhenFalse;
            }
        }

        return versions;
    }

    private static bool Leaves(IOperation statement) => statement switch
    {
        IThrowOperation or IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldBreak }
            or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } => true,
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        _ => false,
    };

    private Truth When(IOperation condition) => evaluator.Evaluate(condition, _anywhere) as Truth
        ?? new Truth(_anywhere.Versions, _anywhere.Versions);
}
