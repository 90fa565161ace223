using Microsoft.CodeAnalysis;

namespace Imds.Generators.Configuration;

/// <summary>What stands where the generated types will live, before there are any.</summary>
/// <param name="Own">Types and namespaces of the project there, but for those that are meant as parts of generated ones.</param>
/// <param name="Members">What the project declares in such parts, in that namespace and in those of further versions below it.</param>
/// <param name="Hiding">A type of the project that hides the namespace, or something else that the generated code needs.</param>
/// <param name="Elsewhere">The assembly that shows this project generated types in the same namespace; empty where none does.</param>
internal sealed record Neighbours(
    EquatableArray<Neighbours.Name> Own, EquatableArray<OwnMember> Members, Neighbours.Hidden? Hiding, string Elsewhere)
{
    private const string Runtime = "Imds.Runtime";

    /// <summary>The namespaces, besides its own, that all generated code needs; so it does those around them.</summary>
    private static readonly string[] Needed =
    [
        "Imds.CompilerServices", "System.CodeDom.Compiler", "System.Collections.Generic", "System.Net", "System.Text.Json.Serialization",
        "System.Threading.Tasks",
    ];

    internal sealed record Name(string Text, Place? Place);

    /// <param name="IsNamespace">Whether a namespace is hidden, or a type of the runtime.</param>
    internal sealed record Hidden(Name Type, bool IsNamespace);

    // Asked after every keystroke: each part looks at no more than the names that it asks for.
    public static Neighbours Of(Compilation compilation, string root)
    {
        var own = compilation.Assembly.GlobalNamespace;
        if (Needed.Prepend(root).Select(needed => HidingIn(own, needed)).FirstOrDefault(type => type is not null) is { } @namespace)
        {
            return new Neighbours([], [], new Hidden(NamedInFull(@namespace), IsNamespace: true), "");
        }

        if (HidingOfRuntime(compilation) is { } hiding)
        {
            return new Neighbours([], [], new Hidden(NamedInFull(hiding), IsNamespace: false), "");
        }

        INamespaceSymbol? space = own;
        foreach (var name in root.Split('.'))
        {
            space = space?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        var members = space is null ? [] : space.GetMembers().ToList();
        var names = members.Where(member => !IsPart(member)).Select(Named).OrderBy(name => name.Text, StringComparer.Ordinal)
            .ToEquatable();
        var parts = members.Concat(members.OfType<INamespaceSymbol>().Where(IsVersion).SelectMany(version => version.GetTypeMembers()))
            .Where(IsPart);
        return new Neighbours(names, parts.SelectMany(OwnMember.In).ToEquatable(), null, ElsewhereIn(compilation, root));
    }

    private static bool IsVersion(INamespaceSymbol space) => space.Name.Length > 1 && space.Name[0] == 'V' && char.IsDigit(space.Name[1]);

    /// <summary>The type of the project that has the name of a namespace, or of one around it.</summary>
    private static INamedTypeSymbol? HidingIn(INamespaceSymbol own, string @namespace)
    {
        INamespaceSymbol? space = own;
        foreach (var name in @namespace.Split('.'))
        {
            if (space?.GetTypeMembers(name, 0).FirstOrDefault() is { } type)
            {
                return type;
            }

            space = space?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return null;
    }

    /// <summary>The type of the project that has the name of a public one of the runtime.</summary>
    private static INamedTypeSymbol? HidingOfRuntime(Compilation compilation)
    {
        var space = compilation.Assembly.GlobalNamespace.GetMembers("Imds").OfType<INamespaceSymbol>().FirstOrDefault();
        var runtime = space is null ? null
            : compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(library => library.Name == Runtime);
        return space?.GetTypeMembers().FirstOrDefault(type =>
            runtime?.GetTypeByMetadataName("Imds." + type.MetadataName) is { DeclaredAccessibility: Accessibility.Public });
    }

    private static Name NamedInFull(INamedTypeSymbol type) => new(type.ToDisplayString(), Place.From(type.Locations.FirstOrDefault()));

    private static Name Named(INamespaceOrTypeSymbol symbol) => new(symbol.Name, Place.From(symbol.Locations.FirstOrDefault()));

    /// <summary>Whoever writes <c>partial</c> means the generated type.</summary>
    private static bool IsPart(INamespaceOrTypeSymbol symbol) => symbol is INamedTypeSymbol type
        && type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax syntax
        && syntax.Modifiers.Any(modifier => modifier.ValueText == "partial");

    /// <summary>What is behind an alias alone, no name without it means.</summary>
    private static bool IsNamedWithoutAlias(IAssemblySymbol library, Compilation compilation) =>
        compilation.GlobalNamespace.ConstituentNamespaces.Contains(library.GlobalNamespace, SymbolEqualityComparer.Default);

    private static string ElsewhereIn(Compilation compilation, string root)
    {
        foreach (var library in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (library.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime))
                && library.GetTypeByMetadataName(root + ".ImdsClient") is { } client
                && (client.DeclaredAccessibility == Accessibility.Public || library.GivesAccessTo(compilation.Assembly))
                && IsNamedWithoutAlias(library, compilation))
            {
                return library.Name;
            }
        }

        return "";
    }
}
