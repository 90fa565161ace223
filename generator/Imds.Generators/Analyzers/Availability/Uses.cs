using System.Collections.Immutable;
using Imds.Generators.Analyzers.Availability.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Availability;

/// <summary>Finds what in the code needs more than the minimum version, or asks for a version.</summary>
internal sealed class Uses(VersionFacts facts)
{
    public VersionFacts Facts => facts;

    /// <summary>Whether these pieces of code are worth a closer look, for all that their text shows.</summary>
    public bool CouldBeIn(ImmutableArray<IOperation> blocks) => facts.Attributes.HaveDemands || facts.Names.Spots.AreIn(blocks, Interest.Minimum);

    /// <summary>Whether a property is the version, or a field that some version lacks.</summary>
    public bool IsOne(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        return property.Name == Names.ApiVersion ? VersionFacts.IsVersion(property.Type) : OfField(property) is not null;
    }

    /// <summary>Whether something in these pieces of code demands a version. It can be called by no name, as an operator is.</summary>
    public bool DemandIn(ImmutableArray<IOperation> blocks) =>
        facts.Attributes.HaveDemands && blocks.Any(block => block.DescendantsAndSelf().Any(operation => Find(operation) is not null));

    public Use? Find(IOperation operation) =>
        (operation.Kind == OperationKind.PropertyReference ? OfField((IPropertyReferenceOperation)operation) : null)
        ?? (facts.Attributes.HaveDemands && MemberOf(operation) is { } member ? OfDemand(operation, member) : null);

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation reference => reference.Property,
        IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } called } => called,
        IObjectCreationOperation creation => creation.Constructor,
        IMethodReferenceOperation reference => reference.Method,
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        IEventReferenceOperation reference => reference.Event,
        _ => null,
    };

    /// <summary>To read a field that is not there gives nothing, and a route to it fails; to set one on a record of one's own does no harm.</summary>
    private Use? OfField(IPropertyReferenceOperation property) => !Use.IsWrite(property) && OfField(property.Property) is { } entry
        ? new Use(property, property.Property.Name, entry.Display, entry.Versions) : null;

    private Entry? OfField(IPropertySymbol property) =>
        facts.Names.Newer.Contains(property.Name) && facts.EntryOf(property) is { IsNegotiated: true } entry && !entry.Versions.Includes(facts.Possible) ? entry : null;

    private Use? OfDemand(IOperation operation, ISymbol symbol)
    {
        var demand = facts.Attributes.DemandOf(symbol);
        if (symbol is IPropertySymbol property)
        {
            foreach (var accessor in new[] { Use.IsWrite(operation) ? null : property.GetMethod, Use.IsWrite(operation) ? property.SetMethod : null })
            {
                if (facts.Attributes.DemandOf(accessor) is { } own && !(own <= demand))
                {
                    demand = own;
                }
            }
        }

        if (demand is not { } version)
        {
            return null;
        }

        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
        return new Use(operation, name, "marked RequiresImdsVersion", facts.From(version)) { Demand = version };
    }
}
