using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// A forward data flow over one control flow graph: the state at the start of each block is what holds on every way to it. It goes on
/// until nothing changes; states only ever lose knowledge, so that it ends.
/// </summary>
internal sealed class FlowRun
{
    private readonly ControlFlowGraph _graph;
    private readonly Evaluator _evaluator;
    private readonly Transfer _transfer;
    private readonly FlowState?[] _states;
    private readonly Step[][] _steps;
    private readonly bool[] _open;
    private readonly List<(Step Step, FlowState State)>?[] _reached;

    public FlowRun(ControlFlowGraph graph, FlowState entry, Evaluator evaluator, LocalWrites writes, CancellationToken cancellation)
    {
        (_graph, _evaluator) = (graph, evaluator);
        _transfer = new Transfer(graph, evaluator, writes);
        _states = new FlowState?[graph.Blocks.Length];
        _open = new bool[graph.Blocks.Length];
        _steps = [.. graph.Blocks.Select(block =>
            (block.BranchValue is null ? block.Operations : block.Operations.Add(block.BranchValue)).Select(operation =>
                new Step(operation)).ToArray())];
        _reached = new List<(Step, FlowState)>?[graph.Blocks.Length];
        Flow(0, entry);
        // The first block that is open goes next, as most ways lead on to later ones.
        for (var next = 0; next >= 0; next = Array.IndexOf(_open, true))
        {
            cancellation.ThrowIfCancellationRequested();
            _open[next] = false;
            Process(graph.Blocks[next]);
        }
    }

    public ControlFlowGraph Graph => _graph;

    /// <summary>Each step that can be reached, with what holds right before it.</summary>
    public IEnumerable<(Step Step, FlowState State)> Reached => _reached.Where(steps => steps is not null).SelectMany(steps => steps!);

    /// <summary>What is assigned to a field or property anywhere in the graph.</summary>
    public IEnumerable<Value?> Assigned(ISymbol member)
    {
        foreach (var (step, state) in Reached)
        {
            foreach (var assignment in step.Parts.OfType<ISimpleAssignmentOperation>())
            {
                if (SymbolEqualityComparer.Default.Equals(_transfer.TargetOf(assignment.Target), member))
                {
                    yield return _evaluator.Remember(assignment.Value, state);
                }
            }
        }
    }

    /// <summary>What the graph returns, over all its ends.</summary>
    public Value? Returned()
    {
        Value? result = null;
        var isFirst = true;
        foreach (var block in _graph.Blocks)
        {
            if (block.FallThroughSuccessor is not { Semantics: ControlFlowBranchSemantics.Return } || block.BranchValue is null
                || _states[block.Ordinal] is not { } state)
            {
                continue;
            }

            for (var i = 0; i < block.Operations.Length; i++)
            {
                if (_transfer.After(_steps[block.Ordinal][i], state) is { } after)
                {
                    state = after;
                }
            }

            var value = _evaluator.Remember(block.BranchValue, state);
            result = isFirst ? value : Value.Join(result, value);
            isFirst = false;
        }
        return result;
    }

    private void Process(BasicBlock block)
    {
        var state = _states[block.Ordinal];
        // The last time is with all that is known of the block.
        var reached = _reached[block.Ordinal] = new List<(Step, FlowState)>(_steps[block.Ordinal].Length);
        foreach (var step in _steps[block.Ordinal])
        {
            if (state is null)
            {
                return;
            }

            Raise(block, state);
            reached.Add((step, state));
            state = _transfer.After(step, state);
        }
        if (state is null)
        {
            return;
        }

        Raise(block, state);

        if (block.ConditionalSuccessor is not { } conditional)
        {
            Follow(block.FallThroughSuccessor, state);
            return;
        }
        var truth = _evaluator.Evaluate(block.BranchValue, state) as Truth;
        var whenTrue = truth is null ? state : state.Only(truth.WhenTrue);
        var whenFalse = truth is null ? state : state.Only(truth.WhenFalse);
        var jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Follow(conditional, jumpsWhenTrue ? whenTrue : whenFalse);
        Follow(block.FallThroughSuccessor, jumpsWhenTrue ? whenFalse : whenTrue);
    }

    /// <summary>
    /// Goes where a branch leads, through what has to be done on the way. What is known of the version outlasts a finally.
    /// </summary>
    private void Follow(ControlFlowBranch? branch, FlowState? state)
    {
        if (branch is null || state is null)
        {
            return;
        }

        foreach (var region in branch.FinallyRegions)
        {
            Flow(region.FirstBlockOrdinal, state);
            foreach (var local in _transfer.AssignedIn(region))
            {
                state = state.Set(local, null);
            }
        }
        if (branch.Destination is { } destination)
        {
            Flow(destination.Ordinal, state);
        }
    }

    /// <summary>An exception can leave a try at any operation of it.</summary>
    private void Raise(BasicBlock block, FlowState state)
    {
        // The root of a lambda's graph lies in a region of the graph around it, whose blocks are not this one's.
        for (var region = block.EnclosingRegion; region is not null
            && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole)
            {
                continue;
            }

            foreach (var handler in whole.NestedRegions)
            {
                if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                {
                    Flow(handler.FirstBlockOrdinal, state);
                }
            }
        }
    }

    private void Flow(int block, FlowState state)
    {
        var joined = FlowState.Join(_states[block], state);
        if (joined.Same(_states[block]))
        {
            return;
        }

        _states[block] = joined;
        _open[block] = true;
    }
}
