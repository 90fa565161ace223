using Imds.Generators.Analyzers.Availability.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Availability;

/// <summary>Finds what in the code needs more than the minimum version, or asks for a version.</summary>
internal sealed class Uses(VersionFacts facts)
{
    private readonly HashSet<string> _newerNames = facts.Catalog.NamesMissingIn(facts.Possible);

    public VersionFacts Facts => facts;

    /// <summary>Whether a member with this in it is worth a closer look. Names come before symbols.</summary>
    public bool IsAny(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "ApiVersion" } version => VersionFacts.IsVersion(version.Type),
        _ => Find(operation) is not null,
    };

    public Use? Find(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => OfField(property) ?? OfDemand(operation, property.Property),
        IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } call => OfDemand(operation, call.TargetMethod),
        IObjectCreationOperation { Constructor: { } constructor } => OfDemand(operation, constructor),
        IMethodReferenceOperation method => OfDemand(operation, method.Method),
        IEventReferenceOperation @event => OfDemand(operation, @event.Event),
        _ => null,
    };

    /// <summary>To read a field that is not there gives nothing, and a route to it fails; to set one on a record of one's own does no harm.</summary>
    private Use? OfField(IPropertyReferenceOperation property) =>
        _newerNames.Contains(property.Property.Name) && !Use.IsWrite(property) && facts.EntryOf(property.Property) is { } entry && !entry.Versions.Includes(facts.Possible)
            ? new Use(property, property.Property.Name, entry.Display, entry.Versions)
            : null;

    private Use? OfDemand(IOperation operation, ISymbol symbol)
    {
        var demand = facts.Attributes.DemandOf(symbol);
        if (symbol is IPropertySymbol property)
            foreach (var accessor in new[] { Use.IsWrite(operation) ? null : property.GetMethod, Use.IsWrite(operation) ? property.SetMethod : null })
                if (facts.Attributes.DemandOf(accessor) is { } own && !(own <= demand)) demand = own;
        if (demand is not { } version) return null;
        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
        return new Use(operation, name, "marked RequiresImdsVersion", facts.From(version)) { Demand = version };
    }
}
