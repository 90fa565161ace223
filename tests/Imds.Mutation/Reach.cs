using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Mutation;

/// <summary>
/// Adds to each block of the code a line that notes that it was reached, so that each mutant meets only the tests that run it.
/// </summary>
internal sealed class Reach
{
    /// <summary>The type that notes it, in the assembly itself.</summary>
    public const string TypeName = "Imds.Mutation.Reached";

    private readonly Dictionary<SyntaxTree, List<(SyntaxNode Block, int Number)>> _blocks = [];
    private int _count;

    public CSharpCompilation Instrument(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees)
    {
        var result = compilation;
        foreach (var tree in trees)
        {
            var rewriter = new Rewriter(this, compilation.GetSemanticModel(tree));
            result = result.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(rewriter.Visit(tree.GetRoot()), tree.Options));
        }

        return result.AddSyntaxTrees(CSharpSyntaxTree.ParseText($$"""
            namespace Imds.Mutation
            {
                public static class Reached
                {
                    public static readonly bool[] Blocks = new bool[{{_count}}];
                    public static void Note(int block) { Blocks[block] = true; }
                }
            }
            """, (CSharpParseOptions)result.SyntaxTrees[0].Options));
    }

    /// <summary>The blocks of which one has to be reached: the one around the mutant, or all of its file where it is in none.</summary>
    public IEnumerable<int> BlocksOf(Mutant mutant)
    {
        var blocks = _blocks.GetValueOrDefault(mutant.Tree, []);
        var around = blocks.Where(block => block.Block.Span.Contains(mutant.Span))
            .OrderBy(block => block.Block.Span.Length).Take(1).ToList();
        return (around.Count == 0 ? blocks : around).Select(block => block.Number);
    }

    private sealed class Rewriter(Reach reach, SemanticModel model) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            var note = Note(node);
            var block = (BlockSyntax)base.VisitBlock(node)!;
            return block.WithStatements(block.Statements.Insert(0, note));
        }

        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => InBlock(node, node.ExpressionBody,
            (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!,
            static (method, body) => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));

        public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => InBlock(node, node.ExpressionBody,
            (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!,
            static (method, body) => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));

        public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) => InBlock(node, node.ExpressionBody,
            (OperatorDeclarationSyntax)base.VisitOperatorDeclaration(node)!,
            static (method, body) => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));

        public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) => InBlock(node,
            node.ExpressionBody, (ConversionOperatorDeclarationSyntax)base.VisitConversionOperatorDeclaration(node)!,
            static (method, body) => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => InBlock(node, node.ExpressionBody,
            (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!,
            static (method, body) => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));

        public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node) => InBlock(node, node.ExpressionBody,
            (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!,
            static (method, body) => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body));

        public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) => InBlock(node, node.ExpressionBody,
            (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!,
            static (property, body) => property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(body)));

        public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node) => InBlock(node, node.ExpressionBody,
            (IndexerDeclarationSyntax)base.VisitIndexerDeclaration(node)!,
            static (property, body) => property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(body)));

        private SyntaxNode InBlock<T>(T original, ArrowExpressionClauseSyntax? arrow, T visited, Func<T, BlockSyntax, T> with)
            where T : SyntaxNode
        {
            if (arrow is null)
            {
                return visited;
            }

            var method = MethodOf(original);
            var hasNoValue = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 });
            var value = visited.ChildNodes().OfType<ArrowExpressionClauseSyntax>().Single().Expression;
            StatementSyntax statement = value is ThrowExpressionSyntax thrown
                ? SyntaxFactory.ThrowStatement(thrown.Expression.WithLeadingTrivia(SyntaxFactory.Space))
                : hasNoValue
                    ? SyntaxFactory.ExpressionStatement(value)
                    : SyntaxFactory.ReturnStatement(value.WithLeadingTrivia(SyntaxFactory.Space));
            return with(visited, SyntaxFactory.Block(Note(original), statement));
        }

        private IMethodSymbol MethodOf(SyntaxNode declaration) => declaration switch
        {
            BaseMethodDeclarationSyntax method => model.GetDeclaredSymbol(method)!,
            AccessorDeclarationSyntax accessor => model.GetDeclaredSymbol(accessor)!,
            LocalFunctionStatementSyntax function => model.GetDeclaredSymbol(function)!,
            BasePropertyDeclarationSyntax property => ((IPropertySymbol)model.GetDeclaredSymbol(property)!).GetMethod!,
            _ => throw new ArgumentException($"There is no method in {declaration.Kind()}.", nameof(declaration)),
        };

        private StatementSyntax Note(SyntaxNode node)
        {
            if (!reach._blocks.TryGetValue(model.SyntaxTree, out var blocks))
            {
                reach._blocks.Add(model.SyntaxTree, blocks = []);
            }

            var number = reach._count++;
            blocks.Add((node, number));
            return SyntaxFactory.ParseStatement($"global::{TypeName}.Note({number});\n");
        }

        private static AccessorListSyntax Getter(BlockSyntax body) => SyntaxFactory.AccessorList(
            [SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration).WithBody(body)]);
    }
}
