using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common;

/// <summary>The code of one member: its bodies, initializers and attributes, and where findings about it go.</summary>
internal sealed class MemberCode
{
    private readonly Func<IOperation, ControlFlowGraph> _graph;
    private IReadOnlyList<IOperation>? _operations;

    public MemberCode(OperationBlockAnalysisContext context)
        : this(context.OwningSymbol, context.OperationBlocks, context.GetControlFlowGraph, context.ReportDiagnostic,
            context.CancellationToken)
    {
    }

    private MemberCode(
        ISymbol owner, ImmutableArray<IOperation> blocks, Func<IOperation, ControlFlowGraph> graph, Action<Diagnostic> report,
        CancellationToken cancellation) =>
        (Owner, Blocks, _graph, Report, Cancellation) = (owner, blocks, graph, report, cancellation);

    public ISymbol Owner { get; }

    public ImmutableArray<IOperation> Blocks { get; }

    public Action<Diagnostic> Report { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>All that the code does, from the outside in.</summary>
    public IReadOnlyList<IOperation> Operations => _operations ??= [.. Blocks.SelectMany(block => block.DescendantsAndSelf())];

    /// <summary>The graphs of the bodies. A constructor's body and its call of another one are two blocks of one graph.</summary>
    public IEnumerable<ControlFlowGraph> Graphs() => Blocks.Select(_graph).Distinct();

    /// <summary>The members of a file that the compiler's driver does not go through, as it is generated.</summary>
    public static IEnumerable<MemberCode> In(SemanticModel model, Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes(node => !IsBody(node)).Where(IsBody))
        {
            if (model.GetEnclosingSymbol(node.SpanStart, cancellation) is { } around
                && model.GetOperation(node, cancellation) is { Parent: null } root)
            {
                var owner = model.GetDeclaredSymbol(node, cancellation) ?? around;
                yield return new MemberCode(owner, [root], _ => ControlFlowGraph.Create(node, model, cancellation)!, report, cancellation);
            }
        }
    }

    private static bool IsBody(SyntaxNode node) => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
        or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax }
        or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax
            or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } };
}
