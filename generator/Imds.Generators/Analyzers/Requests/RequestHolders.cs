using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>
/// Fields and properties with a part of a request in their values. Whoever puts a request together either writes the word that each has in
/// its path, or names one of these.
/// </summary>
internal static class RequestHolders
{
    /// <summary>The names of those that have the word itself.</summary>
    public static HashSet<string> In(Compilation compilation, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var position in Mentions.Of(tree).Requests)
            {
                if (Spots.TokenAt(tree.GetRoot(cancellation), position) is { } token)
                {
                    names.UnionWith(HolderOf(token));
                }
            }
        }

        return names;
    }

    /// <summary>Adds those that name one of them in their values; false if they are all there already.</summary>
    public static bool Of(HashSet<string> names, Spots spots, Compilation compilation, CancellationToken cancellation)
    {
        var count = names.Count;
        if (count > 0)
        {
            foreach (var tree in compilation.SyntaxTrees.Where(tree => !Mentions.IsGenerated(tree)))
            {
                foreach (var token in spots.TokensIn(tree.GetRoot(cancellation), Interest.Requests))
                {
                    names.UnionWith(HolderOf(token));
                }
            }
        }

        return names.Count > count;
    }

    private static IEnumerable<string> HolderOf(SyntaxToken token)
    {
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            if (node is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field)
            {
                return [field.Identifier.ValueText];
            }

            if (node is PropertyDeclarationSyntax property)
            {
                return [property.Identifier.ValueText];
            }

            if (node is MemberDeclarationSyntax)
            {
                return [];
            }
        }
        return [];
    }
}
