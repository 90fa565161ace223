using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// Where the locals of a member are written. One that a nested function writes may change at any time, so its value is not tracked; and
/// only what is written once is known inside a nested function, which may run at any time.
/// </summary>
internal sealed class LocalWrites
{
    private readonly Dictionary<ISymbol, int> _counts = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _writtenInside = new(SymbolEqualityComparer.Default);

    public LocalWrites(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: not null } declarator:
                    Note(declarator.Symbol, operation);
                    break;
                case IVariableDeclaratorOperation { Parent.Parent: IVariableInitializerOperation or IForEachLoopOperation } declarator:
                    Note(declarator.Symbol, operation);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                    Note(symbol, operation);
                    break;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    HasFunctions = true;
                    break;
                default:
                    foreach (var target in TargetsOf(operation))
                    {
                        if (SymbolOf(target) is { } written)
                        {
                            Note(written, operation);
                        }
                    }

                    break;
            }
        }
    }

    /// <summary>Whether there are functions inside the member.</summary>
    public bool HasFunctions { get; }

    public bool IsTracked(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol && !_writtenInside.Contains(symbol);

    public bool IsWrittenOnce(ISymbol symbol) =>
        IsTracked(symbol) && _counts.TryGetValue(symbol, out var count) ? count == 1 : symbol is IParameterSymbol;

    /// <summary>The operations that an operation writes to.</summary>
    public static IEnumerable<IOperation> TargetsOf(IOperation operation)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction:
                return deconstruction.Target.DescendantsAndSelf();
            case IAssignmentOperation assignment:
                return [assignment.Target];
            case IIncrementOrDecrementOperation increment:
                return [increment.Target];
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return [argument.Value is IDeclarationExpressionOperation declaration ? declaration.Expression : argument.Value];
            default:
                return [];
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => SymbolOf(declaration.Expression),
        _ => null,
    };

    private void Note(ISymbol symbol, IOperation operation)
    {
        _counts[symbol] = _counts.TryGetValue(symbol, out var count) ? count + 1 : 1;
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            var function = around switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null)
            {
                continue;
            }

            if (!SymbolEqualityComparer.Default.Equals(function, symbol.ContainingSymbol))
            {
                _writtenInside.Add(symbol);
            }

            return;
        }
    }
}
