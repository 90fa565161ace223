using System.Collections.Concurrent;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>What <c>[RequiresImdsVersion]</c> and <c>[ImdsVersionGuard]</c> say. Each symbol is looked at once in a compilation.</summary>
internal sealed class VersionAttributes(Compilation compilation, SourceIndex.Feature mentioned)
{
    private const string Runtime = "Imds.Runtime";

    private readonly INamedTypeSymbol? _requires = compilation.GetTypeByMetadataName("Imds.RequiresImdsVersionAttribute");
    private readonly INamedTypeSymbol? _guard = compilation.GetTypeByMetadataName("Imds.ImdsVersionGuardAttribute");
    private readonly ConcurrentDictionary<ISymbol, ApiVersion?> _demands = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ApiVersion?> _guards = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _assemblies = new(SymbolEqualityComparer.Default);

    /// <summary>Whether anything can demand a version.</summary>
    public bool HaveDemands => mentioned.HasFlag(SourceIndex.Feature.VersionDemands);

    /// <summary>
    /// The version that a caller of the member has to make sure of: the highest that it, its property or a type around it demands.
    /// </summary>
    public ApiVersion? DemandOf(ISymbol? symbol) => symbol is null || !HaveDemands || !CanHaveAny(symbol) ? null
        : _demands.GetOrAdd(symbol.OriginalDefinition, FindDemand);

    /// <summary>The version that is sure where the member is true.</summary>
    public ApiVersion? GuardOf(ISymbol symbol) => !mentioned.HasFlag(SourceIndex.Feature.VersionGuards) || !CanHaveAny(symbol) ? null
        : _guards.GetOrAdd(symbol.OriginalDefinition, key => Read(key, _guard));

    private ApiVersion? FindDemand(ISymbol symbol)
    {
        var demand = Read(symbol, _requires);
        var around = symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property : symbol.ContainingSymbol;
        for (; around is not null and not INamespaceSymbol; around = around is IMethodSymbol { AssociatedSymbol: { } owner }
            ? owner : around.ContainingSymbol)
        {
            if (Read(around, _requires) is { } outer && !(outer <= demand))
            {
                demand = outer;
            }
        }

        return demand;
    }

    private static ApiVersion? Read(ISymbol symbol, INamedTypeSymbol? type)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, type)
                && attribute.ConstructorArguments.FirstOrDefault().Value is string text && ApiVersion.TryParse(text, out var version))
            {
                return version;
            }
        }

        return null;
    }

    /// <summary>Only an assembly that knows the runtime can have its attributes.</summary>
    private bool CanHaveAny(ISymbol symbol) => symbol.ContainingAssembly is { } assembly && _assemblies.GetOrAdd(assembly, assembly =>
        SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
        || assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime)));
}
