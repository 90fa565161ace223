using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Prefilter;

/// <summary>
/// Fields and properties with a part of a request in their values. Whoever puts a request together either writes the term that each has in
/// its path, or names one of these.
/// </summary>
internal static class RequestMembers
{
    /// <summary>The names of those in whose values the tokens stand.</summary>
    public static HashSet<string> Of(IEnumerable<SyntaxToken?> tokens)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            if (Around(token?.Parent) is { Length: > 0 } name)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static string? Around(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field:
                    return field.Identifier.ValueText;
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
