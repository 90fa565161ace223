using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Availability.Flow;

/// <summary>An operation of a block, with all that is inside it: it is gone over several times.</summary>
internal sealed class Step(IOperation operation)
{
    public IReadOnlyList<IOperation> Parts { get; } = [.. operation.DescendantsAndSelf()];
}
