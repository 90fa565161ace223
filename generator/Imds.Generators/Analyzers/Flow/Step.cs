using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>An operation of a block, with what is inside it that a flow is about: most is not, and it is gone over several times.</summary>
internal sealed class Step
{
    public Step(IOperation operation)
    {
        var parts = new List<IOperation>();
        foreach (var part in operation.DescendantsAndSelf())
        {
            if (IsOfInterest(part))
            {
                parts.Add(part);
            }
        }

        Parts = parts;
    }

    public List<IOperation> Parts { get; }

    private static bool IsOfInterest(IOperation operation) => operation.Kind switch
    {
        OperationKind.Argument => ((IArgumentOperation)operation).Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        OperationKind.Conversion => ((IConversionOperation)operation).OperatorMethod is not null,
        OperationKind.Literal or OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.FieldReference
            or OperationKind.InstanceReference or OperationKind.FlowCaptureReference or OperationKind.ExpressionStatement
            or OperationKind.InterpolatedString or OperationKind.InterpolatedStringText or OperationKind.Interpolation => false,
        _ => true,
    };
}
