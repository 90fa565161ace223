using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Common;

/// <summary>Where generated names live, and the version that rules there.</summary>
/// <param name="Key">The owner in the <see cref="Catalog"/>.</param>
/// <param name="Namespace">The namespace of that version's types; empty for types of another assembly.</param>
internal readonly record struct Owner(string Key, ApiVersion Version, string Namespace);

/// <summary>Tells generated types and namespaces from all others.</summary>
internal sealed class Owners(ImdsProject project, Compilation compilation)
{
    private const string Routes = ".Routes";

    private readonly string _root = project.Plan.Namespace.Split('.')[0];

    // A few types are asked for at each of their uses, and what they are takes the compiler a while to say.
    private readonly ConcurrentDictionary<INamedTypeSymbol, Owner?> _types = new(SymbolEqualityComparer.Default);

    /// <summary>Libraries may have generated types in namespaces of their own.</summary>
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _libraries = new(SymbolEqualityComparer.Default);

    /// <summary>The owner that a type or a namespace is, or null where it is none.</summary>
    public Owner? Of(INamespaceOrTypeSymbol? symbol) => symbol switch
    {
        INamespaceSymbol @namespace => OfNamespace(@namespace.ToDisplayString()),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            Of(nullable.TypeArguments[0] as INamedTypeSymbol),
        INamedTypeSymbol type => _types.GetOrAdd(type, OfType),
        _ => null,
    };

    /// <summary>Whether the type is one of this project's own, at the version that it targets.</summary>
    public bool IsTarget(Owner owner) => owner.Namespace == project.Plan.Parts[0].Namespace;

    private Owner? OfNamespace(string name)
    {
        foreach (var part in project.Plan.Parts)
        {
            if (name == part.Namespace)
            {
                return new Owner("", part.Version, part.Namespace);
            }

            if (name == part.Namespace + Routes)
            {
                return new Owner(Catalog.OwnerOfRoute(""), part.Version, part.Namespace);
            }
        }
        return null;
    }

    private Owner? OfType(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null || !MayBeGenerated(type) || VersionOf(type) is not { } version)
        {
            return null;
        }

        var @namespace = type.ContainingNamespace.ToDisplayString();
        var isRoute = @namespace.EndsWith(Routes, StringComparison.Ordinal);
        var key = isRoute ? Catalog.OwnerOfRoute(type.Name) : type.Name;
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            return new Owner(key, version, "");
        }

        return OfNamespace(@namespace) is { } around ? new Owner(key, around.Version, around.Namespace) : null;
    }

    /// <summary>Asked of every type that is met, before its attributes are read.</summary>
    private bool MayBeGenerated(INamedTypeSymbol type)
    {
        var @namespace = type.ContainingNamespace;
        while (@namespace is { ContainingNamespace.IsGlobalNamespace: false })
        {
            @namespace = @namespace.ContainingNamespace;
        }

        return @namespace is not null && (@namespace.Name == "Imds" || @namespace.Name == _root
            // A type that does not exist is in no assembly.
            || type.ContainingAssembly is { } library && !SymbolEqualityComparer.Default.Equals(library, compilation.Assembly)
                && _libraries.GetOrAdd(library, RefersToRuntime));
    }

    private static bool RefersToRuntime(IAssemblySymbol library) =>
        library.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "Imds.Runtime"));

    /// <summary>What the type says of itself. Every generated type does.</summary>
    private static ApiVersion? VersionOf(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return null;
        }

        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ImdsTypeAttribute",
                ContainingNamespace: { Name: "Imds", ContainingNamespace.IsGlobalNamespace: true } }
                && attribute.ConstructorArguments.FirstOrDefault().Value is string text && ApiVersion.TryParse(text, out var version))
            {
                return version;
            }
        }

        return null;
    }
}
