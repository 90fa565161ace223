using Imds.Generators.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>
/// What is the same everywhere in the project: the versions that the service may speak, and what of the code is about them.
/// </summary>
internal sealed class VersionFacts
{
    private readonly Owners _owners;

    public VersionFacts(ProjectContext project)
    {
        (Project, _owners) = (project, project.Owners);
        Attributes = new VersionAttributes(project.Compilation, project.Index.Mentioned);
    }

    public ProjectContext Project { get; }

    public Catalog Catalog => Project.Catalog;

    public VersionAttributes Attributes { get; }

    public ApiVersion Minimum => Project.Project.Minimum;

    public ApiVersion Target => Project.Project.Target;

    public VersionSet Possible => Project.Possible;

    public VersionSet From(ApiVersion version) => Catalog.Where(known => known >= version);

    /// <summary>What the catalog has of a generated member of the target's types, or null for any other member.</summary>
    public CatalogEntry? EntryOf(IPropertySymbol property) =>
        _owners.Of(property.ContainingType) is { } owner && _owners.IsTarget(owner) ? Catalog.Find(owner.Key, property.Name) : null;

    /// <summary>Likewise, in the types of any version.</summary>
    public CatalogEntry? EntryInAnyPart(IPropertySymbol property) =>
        _owners.Of(property.ContainingType) is { } owner ? Catalog.Find(owner.Key, property.Name) : null;

    /// <summary>A property or field that gives an api-version, or null if it does not.</summary>
    public Value? VersionOf(ISymbol symbol, ITypeSymbol type)
    {
        if (!IsVersion(type))
        {
            return null;
        }

        if (symbol is { IsStatic: true, ContainingType: { Name: "ImdsApiVersions" or "ImdsApiVersion" } listed }
            && (IsImds(listed.ContainingNamespace) || listed.ContainingNamespace.ToDisplayString() == Project.Project.Plan.Namespace))
        {
            return symbol.Name == "Target" ? new Date(Project.Project.Target) : OfIdentifier(symbol.Name);
        }

        if (symbol is { Name: "ApiVersion", ContainingType.Name: "ImdsClient" } && _owners.Of(symbol.ContainingType) is { } owner)
        {
            return _owners.IsTarget(owner) ? new TheVersion(IsCertain: true) : new Date(owner.Version);
        }

        return null;
    }

    /// <summary>Whether a value of the type is an api-version, or one that may be null.</summary>
    public static bool IsVersion(ITypeSymbol? type) => type is INamedTypeSymbol named
        && (named is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? IsVersion(named.TypeArguments[0])
            : named.Name == "ImdsApiVersion" && IsImds(named.ContainingNamespace));

    public static bool IsImds(INamespaceSymbol? @namespace) => @namespace is { Name: "Imds", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary><c>new ImdsApiVersion(2021, 2, 1)</c>.</summary>
    public static Value? OfCreation(IObjectCreationOperation creation)
    {
        if (!IsVersion(creation.Type) || creation.Arguments.Length != 3)
        {
            return null;
        }

        var parts = new int[3];
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is null || argument.Value.ConstantValue is not { HasValue: true, Value: int part })
            {
                return null;
            }

            parts[argument.Parameter.Ordinal] = part;
        }
        return OfText(string.Format(CultureInfo.InvariantCulture, "{0:0000}-{1:00}-{2:00}", parts[0], parts[1], parts[2]));
    }

    public static Value? OfText(string text) => ApiVersion.TryParse(text, out var version) ? new Date(version) : null;

    private static Value? OfIdentifier(string name) =>
        name.Length == 11 && name[0] == 'V' ? OfText(name.Substring(1).Replace('_', '-')) : null;
}
