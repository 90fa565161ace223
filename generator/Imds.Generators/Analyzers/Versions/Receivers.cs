using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>
/// Where the compiler would have looked for a name: the type before the dot, the type a pattern looks into, the namespaces in sight.
/// </summary>
internal static class Receivers
{
    /// <summary>Nothing for a name that names nothing that exists already, such as an argument's.</summary>
    public static IEnumerable<INamespaceOrTypeSymbol> Of(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        switch (name.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Name == name:
                return Symbol(access.Expression);
            case MemberBindingExpressionSyntax binding when binding.Name == name:
                return NameChain.Around(binding) is { } around ? Symbol(around.Expression) : [];
            case QualifiedNameSyntax qualified when qualified.Right == name:
                return Symbol(qualified.Left);
            case NameColonSyntax { Parent: SubpatternSyntax subpattern }:
                return OfPattern(subpattern);
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment when assignment.Left == name:
                return OfInitializer(initializer);
            case NameColonSyntax or NameEqualsSyntax or AttributeSyntax or GotoStatementSyntax or UsingDirectiveSyntax:
                return [];
            case MemberAccessExpressionSyntax access when access.Parent is ExpressionColonSyntax or MemberAccessExpressionSyntax
                && access.AncestorsAndSelf().OfType<ExpressionColonSyntax>()
                    .FirstOrDefault() is { Parent: SubpatternSyntax subpattern } colon && colon.Expression.SpanStart == name.SpanStart:
                return OfPattern(subpattern);
            default:
                return InSight();
        }

        IEnumerable<INamespaceOrTypeSymbol> Symbol(SyntaxNode node)
        {
            var symbol = model.GetSymbolInfo(node, cancellation).Symbol;
            if (symbol is INamespaceOrTypeSymbol and not ITypeParameterSymbol)
            {
                return [(INamespaceOrTypeSymbol)symbol];
            }

            return Type(model.GetTypeInfo(node, cancellation).Type ?? (symbol as IPropertySymbol)?.Type);
        }

        IEnumerable<INamespaceOrTypeSymbol> OfPattern(SubpatternSyntax subpattern) =>
            subpattern.Parent?.Parent is RecursivePatternSyntax pattern ? Type(model.GetTypeInfo(pattern, cancellation).ConvertedType) : [];

        IEnumerable<INamespaceOrTypeSymbol> OfInitializer(InitializerExpressionSyntax initializer) => initializer.Parent switch
        {
            WithExpressionSyntax with => Symbol(with.Expression),
            BaseObjectCreationExpressionSyntax creation =>
                Type(model.GetTypeInfo(creation, cancellation).Type ?? model.GetTypeInfo(creation, cancellation).ConvertedType),
            AssignmentExpressionSyntax outer => Symbol(outer.Left),
            _ => [],
        };

        // A plain name is a member of the type around it, or a type. Each version's namespaces have a
        // client and a first accessor, which show whether they are in sight.
        IEnumerable<INamespaceOrTypeSymbol> InSight()
        {
            for (var type = model.GetEnclosingSymbol(name.SpanStart, cancellation)?.ContainingType; type is not null; type =
                type.ContainingType)
            {
                yield return type;
            }

            if (name.Parent is InvocationExpressionSyntax)
            {
                yield break;
            }

            foreach (var sign in new[] { "ImdsClient", "InstanceRoute" })
            {
                foreach (var type in model.LookupNamespacesAndTypes(name.SpanStart, name: sign))
                {
                    if (type.ContainingNamespace is { } @namespace)
                    {
                        yield return @namespace;
                    }
                }
            }
        }

        static IEnumerable<INamespaceOrTypeSymbol> Type(ITypeSymbol? type) => type is null or IErrorTypeSymbol ? [] : [type];
    }
}
