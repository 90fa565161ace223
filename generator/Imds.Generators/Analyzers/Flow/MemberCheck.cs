using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>Holds each use in a member against the versions that are possible where it stands.</summary>
internal sealed class MemberCheck(VersionedUses uses, MemberCode code)
{
    private readonly VersionFacts _facts = uses.Facts;
    private readonly HashSet<SyntaxNode> _reported = [];
    private readonly Dictionary<SyntaxNode, (VersionedUse Use, VersionSet Here)> _open = [];

    public void Run()
    {
        if (code.Blocks[0].SemanticModel is { } around
            && new PlainGuards(uses, EvaluatorOf(around), Granted()).AreEnough(code.Operations))
        {
            return;
        }

        foreach (var graph in code.Graphs())
        {
            if (graph.OriginalOperation.SemanticModel is not { } model)
            {
                continue;
            }

            var evaluator = EvaluatorOf(model);
            if (FlowState.At(_facts.Possible).Only(Granted()) is not { } entry)
            {
                continue;
            }

            var flow = new MemberFlow(graph, entry, evaluator, code.Cancellation);
            foreach (var (step, state) in flow.Reached)
            {
                foreach (var part in step.Parts)
                {
                    if (uses.Find(part) is { } use)
                    {
                        Check(use, state);
                    }

                    if (part is IBinaryOperation binary)
                    {
                        CheckGuard(binary, evaluator, state);
                    }
                }
            }
        }
        Report();
    }

    private Evaluator EvaluatorOf(SemanticModel model) => new(_facts, new Definitions(_facts, model, code.Cancellation));

    /// <summary>What the member itself demands, its callers make sure of.</summary>
    private VersionSet Granted() => _facts.Attributes.DemandOf(code.Owner) is { } demand ? _facts.From(demand) : _facts.Possible;

    private void Check(VersionedUse use, FlowState state)
    {
        if (use.Versions.Includes(state.Versions))
        {
            return;
        }
        // A member is in one place, but a finally or a local function may be reached in several ways.
        _open[use.NameNode] = (use, _open.TryGetValue(use.NameNode, out var other) ? other.Here | state.Versions : state.Versions);
    }

    private void Report()
    {
        foreach (var found in _open)
        {
            if (!IsCovered(found.Key, found.Value.Use))
            {
                Report(found.Value.Use, found.Value.Here);
            }
        }
    }

    /// <summary>Of a chain, the name with the highest demand is reported, and the first of several alike.</summary>
    private bool IsCovered(SyntaxNode name, VersionedUse use)
    {
        foreach (var before in Before(name))
        {
            if (_open.TryGetValue(before, out var earlier) && use.Versions.Includes(earlier.Use.Versions))
            {
                return true;
            }
        }

        return _open.Any(later =>
            later.Value.Use.Versions != use.Versions && use.Versions.Includes(later.Value.Use.Versions)
                && Before(later.Key).Contains(name));
    }

    private static IEnumerable<SyntaxNode> Before(SyntaxNode name)
    {
        for (var before = NameChain.Before(name); before is not null; before = NameChain.Before(before))
        {
            yield return before;
        }
    }

    private void Report(VersionedUse use, VersionSet possible)
    {
        var lowest = _facts.Catalog.Lowest(possible)!.Value;
        var here = lowest == _facts.Minimum
            ? $"this project's minimum is {_facts.Minimum} and nothing here checks for more"
            : $"here it may be as old as {lowest}";
        var needs = use.Demand is { } demand
            ? VersionHistory.Since(demand) : VersionHistory.Describe(_facts.Catalog.RangesOf(use.Versions), lowest);
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (_facts.Catalog.LowestFrom(use.Versions & _facts.Possible, _facts.Possible) is { } enough)
        {
            properties = properties.Add(FixProperties.Needs, enough.ToString());
        }

        code.Report(Diagnostic.Create(AvailabilityRules.NotGuarded, use.NameNode.GetLocation(), properties, use.Name, use.Display, needs,
            here));
    }

    private void CheckGuard(IBinaryOperation binary, Evaluator evaluator, FlowState state)
    {
        if (!PlainGuards.IsGuard(binary))
        {
            return;
        }

        var anywhere = state with { Versions = _facts.Possible };
        var (left, right) = (evaluator.Evaluate(binary.LeftOperand, anywhere), evaluator.Evaluate(binary.RightOperand, anywhere));
        var (date, kind) = (left, right) switch
        {
            (TheVersion { IsCertain: true, MayBeNull: false }, Date other) => (other.Version, binary.OperatorKind),
            (Date other, TheVersion { IsCertain: true, MayBeNull: false }) => (other.Version, Comparison.Flip(binary.OperatorKind)),
            _ => default,
        };
        if (kind == BinaryOperatorKind.None || evaluator.Evaluate(binary, anywhere) is not Truth truth)
        {
            return;
        }

        var rule = truth.WhenFalse.IsEmpty
            ? AvailabilityRules.GuardAlwaysTrue : truth.WhenTrue.IsEmpty ? AvailabilityRules.GuardNeverTrue : null;
        if (rule is null || !_reported.Add(binary.Syntax))
        {
            return;
        }

        code.Report(Diagnostic.Create(rule, binary.Syntax.GetLocation(), Describe(kind, date), Because(rule, kind, date)));
    }

    /// <summary>
    /// A lower end is true of all later versions, an upper end of all earlier ones; for an exact version it depends on where that is.
    /// </summary>
    private string Because(DiagnosticDescriptor rule, BinaryOperatorKind kind, ApiVersion date)
    {
        var isExact = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (isExact && _facts.Minimum < date && date < _facts.Target)
        {
            return "there is no such api-version";
        }

        var byMinimum = isExact ? date < _facts.Minimum
            : (rule == AvailabilityRules.GuardAlwaysTrue)
                == kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        return byMinimum ? $"this project's minimum is {_facts.Minimum}" : $"this project targets {_facts.Target}";
    }

    private static string Describe(BinaryOperatorKind kind, ApiVersion date) => kind switch
    {
        BinaryOperatorKind.GreaterThanOrEqual => $"{date} or later",
        BinaryOperatorKind.GreaterThan => $"later than {date}",
        BinaryOperatorKind.LessThanOrEqual => $"{date} or earlier",
        BinaryOperatorKind.LessThan => $"earlier than {date}",
        BinaryOperatorKind.NotEquals => $"other than {date}",
        _ => date.ToString(),
    };
}
