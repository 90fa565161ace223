using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// The flow through a member and the functions nested in it. What a client speaks does not change once it is settled, so a lambda or
/// local function starts with what was sure where it was made or called: over all of these places, what holds at each.
/// </summary>
internal sealed class MemberFlow
{
    private readonly Evaluator _evaluator;
    private readonly LocalWrites _writes;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<ControlFlowGraph, FlowState> _entries = [];
    private readonly Dictionary<ControlFlowGraph, FlowRun> _runs = [];
    private readonly Dictionary<IMethodSymbol, ControlFlowGraph> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly Queue<ControlFlowGraph> _open = new();

    public MemberFlow(ControlFlowGraph root, FlowState entry, Evaluator evaluator, CancellationToken cancellation)
    {
        (_evaluator, _cancellation) = (evaluator, cancellation);
        _writes = new LocalWrites(root.OriginalOperation);
        Enter(root, entry);
        Solve();

        // A local function that nothing calls is looked at as if the member's first line did.
        foreach (var unused in _localFunctions.Values.Where(graph => !_runs.ContainsKey(graph)).ToList())
        {
            if (!_runs.ContainsKey(unused))
            {
                Enter(unused, FlowState.At(entry.Versions));
                Solve();
            }
        }
    }

    /// <summary>Each step that can be reached, with what holds right before it.</summary>
    public IEnumerable<(Step Step, FlowState State)> Reached => _runs.Values.SelectMany(run => run.Reached);

    private void Solve()
    {
        while (_open.Count > 0)
        {
            var graph = _open.Dequeue();
            foreach (var function in graph.LocalFunctions)
            {
                if (!_localFunctions.ContainsKey(function))
                {
                    _localFunctions.Add(function, graph.GetLocalFunctionControlFlowGraph(function, _cancellation));
                }
            }

            var run = new FlowRun(graph, _entries[graph], _evaluator, _writes, _cancellation);
            _runs[graph] = run;
            if (!_writes.HasFunctions)
            {
                continue;
            }

            foreach (var (step, state) in run.Reached)
            {
                foreach (var part in step.Parts)
                {
                    if (part is IFlowAnonymousFunctionOperation lambda)
                    {
                        Enter(graph.GetAnonymousFunctionControlFlowGraph(lambda, _cancellation), Inherited(state));
                    }
                    else if (LocalFunctionOf(part) is { } function
                        && _localFunctions.TryGetValue(function.OriginalDefinition, out var called))
                    {
                        Enter(called, Inherited(state));
                    }
                }
            }
        }
    }

    private void Enter(ControlFlowGraph graph, FlowState state)
    {
        var joined = FlowState.Join(_entries.TryGetValue(graph, out var before) ? before : null, state);
        if (joined.Same(before))
        {
            return;
        }

        _entries[graph] = joined;
        _open.Enqueue(graph);
    }

    private FlowState Inherited(FlowState state) =>
        state with { Values =
            state.Values.RemoveRange(state.Values.Keys.Where(key => key is not ISymbol symbol || !_writes.IsWrittenOnce(symbol))) };

    private static IMethodSymbol? LocalFunctionOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } called } => called,
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } named } => named,
        _ => null,
    };
}
