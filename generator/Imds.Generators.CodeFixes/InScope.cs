using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.CodeFixes;

/// <summary>What can be named at a place in the code, and how.</summary>
internal static class InScope
{
    /// <summary>The name of a type of namespace Imds, with the namespace where the plain name does not reach it.</summary>
    public static string TypeName(SemanticModel model, int position, string name, string suffix = "") =>
        model.LookupNamespacesAndTypes(position, name: name + suffix).Any(type => IsImds(type.ContainingNamespace)) ? name : "Imds." + name;

    /// <summary>The name of a client of the target version: a local, a parameter, a field or a property.</summary>
    public static string? Client(SemanticModel model, int position)
    {
        var around = model.GetEnclosingSymbol(position);
        var isStatic = around is { IsStatic: true };
        foreach (var symbol in model.LookupSymbols(position).OrderBy(Rank).ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            var type = symbol switch
            {
                ILocalSymbol local when local.Locations[0].SourceSpan.Start < position && Reaches(local, around) => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol field when field.IsStatic || !isStatic => field.Type,
                IPropertySymbol { GetMethod: not null } property when property.IsStatic || !isStatic => property.Type,
                _ => null,
            };
            if (type is { Name: "ImdsClient" } && IsTarget(type.ContainingNamespace, model))
            {
                return Escape(symbol.Name);
            }
        }
        return null;
    }

    /// <summary>The locals of a program's statements can be seen from its types, and not be used there.</summary>
    private static bool Reaches(ILocalSymbol local, ISymbol? around)
    {
        for (; around is IMethodSymbol; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around, local.ContainingSymbol))
            {
                return true;
            }
        }

        return false;
    }

    private static int Rank(ISymbol symbol) => symbol switch { ILocalSymbol => 0, IParameterSymbol => 1, IFieldSymbol => 2, _ => 3 };

    /// <summary>The list of versions lies beside the client of the target version, and nowhere else.</summary>
    public static string Versions(SemanticModel model, int position)
    {
        const string Name = "ImdsApiVersions";
        var space = Reachable(model, position, Name).FirstOrDefault();
        return space is not null ? Name
            : model.Compilation.GetSymbolsWithName(Name, SymbolFilter.Type).FirstOrDefault() is { } listed
                ? listed.ToDisplayString() : "Imds." + Name;
    }

    private static IEnumerable<INamespaceOrTypeSymbol> Reachable(SemanticModel model, int position, string name) =>
        model.LookupNamespacesAndTypes(position, name: name).OfType<INamedTypeSymbol>().Where(type => type.IsStatic);

    private static bool IsTarget(INamespaceSymbol? space, SemanticModel model) =>
        space is not null && model.Compilation.GetTypeByMetadataName(space.ToDisplayString() + ".ImdsApiVersions") is not null;

    private static bool IsImds(INamespaceSymbol? @namespace) => @namespace is { Name: "Imds", ContainingNamespace.IsGlobalNamespace: true };

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
