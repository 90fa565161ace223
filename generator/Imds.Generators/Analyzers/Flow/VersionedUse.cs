using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>Something in the code that not every version can do.</summary>
/// <param name="Display">What stands in brackets behind the name.</param>
/// <param name="Versions">Those that can.</param>
internal sealed record VersionedUse(IOperation Operation, string Name, string Display, VersionSet Versions)
{
    /// <summary>The version that <c>[RequiresImdsVersion]</c> names, which may be one that no table has.</summary>
    public ApiVersion? Demand { get; init; }

    public static bool IsWrite(IOperation operation) =>
        operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == operation;

    /// <summary>Where the name stands, without what is before it.</summary>
    public SyntaxNode NameNode => NameChain.NameOf(Operation.Syntax);
}
