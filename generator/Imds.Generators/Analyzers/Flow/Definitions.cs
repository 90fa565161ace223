using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// Looks through members that hold or compute a guard: a property with a body, a method, a private or read-only field. Only those in the
/// same file are looked through, as the compiler binds one file at a time; from elsewhere <c>[ImdsVersionGuard]</c> says the same.
/// </summary>
internal sealed class Definitions(VersionFacts facts, SemanticModel model, CancellationToken cancellation)
{
    private const int MaxDepth = 5;

    private readonly Dictionary<ISymbol, Value?> _known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>What a field or property is about, or null.</summary>
    public Value? Of(ISymbol member, Evaluator evaluator)
    {
        if (_known.TryGetValue(member, out var known))
        {
            return known;
        }

        return _known[member] = Guarded(member, () => member switch
        {
            IPropertySymbol property => OfProperty(property, evaluator),
            IFieldSymbol field when field.DeclaredAccessibility == Accessibility.Private || field.IsReadOnly =>
                OfAssigned(field, evaluator),
            _ => null,
        });
    }

    /// <summary>What a method gives when it is called with arguments about which something is known.</summary>
    public Value? OfMethod(IMethodSymbol method, IReadOnlyDictionary<IParameterSymbol, Value?> arguments, Evaluator evaluator) =>
        Guarded(method, () =>
    {
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || DeclarationOf(method) is not { } declaration)
        {
            return null;
        }

        var entry = FlowState.At(facts.Possible);
        foreach (var argument in arguments)
        {
            entry = entry.Set(argument.Key, argument.Value);
        }

        return declaration switch
        {
            MethodDeclarationSyntax => Returned(declaration, entry, evaluator),
            LocalFunctionStatementSyntax { ExpressionBody.Expression: { } expression } =>
                evaluator.Evaluate(model.GetOperation(expression, cancellation), entry),
            LocalFunctionStatementSyntax { Body.Statements: { Count: 1 } statements }
                when statements[0] is ReturnStatementSyntax { Expression: { } expression } =>
                evaluator.Evaluate(model.GetOperation(expression, cancellation), entry),
            _ => null,
        };
    });

    private Value? OfProperty(IPropertySymbol property, Evaluator evaluator)
    {
        if (property.IsVirtual || property.IsAbstract || property.IsOverride
            || DeclarationOf(property) is not PropertyDeclarationSyntax declaration)
        {
            return null;
        }

        if (declaration.ExpressionBody is { } body)
        {
            return Returned(body, FlowState.At(facts.Possible), evaluator);
        }

        var getter = declaration.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        if (getter?.Body is not null || getter?.ExpressionBody is not null)
        {
            return Returned(getter, FlowState.At(facts.Possible), evaluator);
        }

        return property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } ? OfAssigned(property, evaluator) : null;
    }

    /// <summary>All that is ever assigned, joined. Before that it is false, or no version, which no guard lets pass.</summary>
    private Value? OfAssigned(ISymbol member, Evaluator evaluator)
    {
        if (DeclarationOf(member) is null
            || member.ContainingType.DeclaringSyntaxReferences.Any(part => part.SyntaxTree != model.SyntaxTree))
        {
            return null;
        }

        Value? result = null;
        var isFirst = true;
        foreach (var (root, count) in WritesOf(member))
        {
            if (Graph(root) is not { } graph)
            {
                return null;
            }

            var values = Run(graph, FlowState.At(facts.Possible), evaluator).Assigned(member).ToList();
            if (values.Count < count)
            {
                return null; // some of them are in nested functions, or cannot be reached
            }

            foreach (var value in values)
            {
                result = isFirst ? value : Value.Join(result, value);
                isFirst = false;
            }
        }
        return result;
    }

    /// <summary>The bodies and initializers that write to a member, and how often each does.</summary>
    private IEnumerable<(SyntaxNode Root, int Count)> WritesOf(ISymbol member)
    {
        var roots = new Dictionary<SyntaxNode, int>();
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
            {
                if (IsWrite(node, member) && node.AncestorsAndSelf().FirstOrDefault(IsRoot) is { } root)
                {
                    roots[root] = roots.TryGetValue(root, out var count) ? count + 1 : 1;
                }
            }
        }

        return roots.Select(root => (root.Key, root.Value));
    }

    private bool IsWrite(SyntaxNode node, ISymbol member)
    {
        return node switch
        {
            EqualsValueClauseSyntax { Parent: { } declaration } => declaration == DeclarationOf(member),
            AssignmentExpressionSyntax assignment => Names(assignment.Left),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => Names(argument.Expression),
            _ => false,
        };

        bool Names(ExpressionSyntax expression)
        {
            var name = expression is MemberAccessExpressionSyntax access ? access.Name : expression as SimpleNameSyntax;
            return name?.Identifier.ValueText == member.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, member);
        }
    }

    private static bool IsRoot(SyntaxNode node) => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
        or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax
            or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } };

    private SyntaxNode? DeclarationOf(ISymbol symbol)
    {
        var references = symbol.DeclaringSyntaxReferences;
        return references.Length == 1 && references[0].SyntaxTree == model.SyntaxTree ? references[0].GetSyntax(cancellation) : null;
    }

    private Value? Returned(SyntaxNode root, FlowState entry, Evaluator evaluator)
    {
        if (root is ArrowExpressionClauseSyntax { Expression: BinaryExpressionSyntax comparison } && IsPlain(comparison)
            && model.GetOperation(comparison, cancellation) is { } operation)
        {
            return evaluator.Remember(operation, entry);
        }

        return Graph(root) is { } graph ? Run(graph, entry, evaluator).Returned() : null;
    }

    /// <summary>Whether nothing but names is compared: then there is one way through, and no need of a graph.</summary>
    private static bool IsPlain(BinaryExpressionSyntax comparison) => comparison.DescendantNodes().All(node =>
        node is SimpleNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax) && comparison.Kind()
        is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
            or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;

    private ControlFlowGraph? Graph(SyntaxNode root) => ControlFlowGraph.Create(root, model, cancellation);

    private FlowRun Run(ControlFlowGraph graph, FlowState entry, Evaluator evaluator) =>
        new(graph, entry, evaluator, new LocalWrites(graph.OriginalOperation), cancellation);

    /// <summary>A member that is defined by itself says nothing.</summary>
    private Value? Guarded(ISymbol symbol, Func<Value?> find)
    {
        if (_open.Count >= MaxDepth || !_open.Add(symbol))
        {
            return null;
        }

        try
        {
            return find();
        }
        finally
        {
            _open.Remove(symbol);
        }
    }
}
