using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.CodeFixes;

/// <summary>What can be named at a place in the code, and how.</summary>
internal static class InScope
{
    /// <summary>The name of one of the runtime's attributes, with its namespace where the plain name does not reach it.</summary>
    public static string Attribute(SemanticModel model, int position, string name)
    {
        const string Suffix = "Attribute";
        var attribute = model.Compilation.GetTypeByMetadataName("Imds." + name + Suffix);
        return attribute is null ? "Imds." + name : Type(model, position, attribute, Suffix);
    }

    /// <summary>The shortest name that means the type at a place in the code.</summary>
    /// <param name="suffix">What may be left out at the end, as attributes have it.</param>
    public static string Type(SemanticModel model, int position, INamedTypeSymbol type, string suffix = "")
    {
        var full = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new[] { type.ToMinimalDisplayString(model, position), type.ToDisplayString() }.FirstOrDefault(Means) is { } name
            ? WithoutSuffix(name) : WithoutSuffix(full);

        bool Means(string text)
        {
            var written = SyntaxFactory.ParseTypeName(text);
            var meant = model.GetSpeculativeSymbolInfo(position, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
            return SymbolEqualityComparer.Default.Equals(type, meant);
        }

        string WithoutSuffix(string text) => text.Substring(0, text.Length - suffix.Length);
    }

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
        return model.Compilation.GetSymbolsWithName(Name, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .FirstOrDefault(type => type.IsStatic && HasClient(type)) is { } listed ? Type(model, position, listed) : "Imds." + Name;

        static bool HasClient(INamedTypeSymbol type) => !type.ContainingNamespace.GetTypeMembers("ImdsClient").IsEmpty;
    }

    private static bool IsTarget(INamespaceSymbol? space, SemanticModel model) =>
        space is not null && model.Compilation.GetTypeByMetadataName(space.ToDisplayString() + ".ImdsApiVersions") is not null;

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
