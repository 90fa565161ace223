using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Flow;

/// <summary>Finds what in the code needs more than the minimum version, or asks for a version.</summary>
internal sealed class VersionedUses(VersionFacts facts)
{
    public VersionFacts Facts => facts;

    /// <summary>Whether these pieces of code are worth a closer look, for all that their text shows.</summary>
    public bool CouldBeIn(ImmutableArray<IOperation> blocks) =>
        facts.Attributes.HaveDemands || facts.Project.Index.IsIn(blocks, SourceIndex.Term.LacksMinimum);

    /// <summary>Looks at a member as a whole, whose operations nobody goes through.</summary>
    public void Check(MemberCode code)
    {
        if (CouldBeIn(code.Blocks)
            && (code.Operations.Any(operation => operation is IPropertyReferenceOperation reference && IsOne(reference))
                || DemandIn(code.Blocks)))
        {
            new MemberCheck(this, code).Run();
        }
    }

    /// <summary>Whether a property is the version, or a field that some version lacks.</summary>
    public bool IsOne(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        return property.Name == ProjectContext.ApiVersionMember ? VersionFacts.IsVersion(property.Type) : OfField(property) is not null;
    }

    /// <summary>Whether something in these pieces of code demands a version. It can be called by no name, as an operator is.</summary>
    public bool DemandIn(ImmutableArray<IOperation> blocks) =>
        facts.Attributes.HaveDemands && blocks.Any(block => block.DescendantsAndSelf().Any(operation => Find(operation) is not null));

    public VersionedUse? Find(IOperation operation) =>
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

    /// <summary>
    /// To read a field that is not there gives nothing, and a route to it fails; to set one on a record of one's own does no harm.
    /// </summary>
    private VersionedUse? OfField(IPropertyReferenceOperation property) =>
        !VersionedUse.IsWrite(property) && OfField(property.Property) is { } entry
        ? new VersionedUse(property, property.Property.Name, entry.Display, entry.Versions) : null;

    private CatalogEntry? OfField(IPropertySymbol property) =>
        facts.Project.Newer.Contains(property.Name) && facts.EntryOf(property) is { IsNegotiated: true } entry
            && !entry.Versions.Includes(facts.Possible) ? entry : null;

    private VersionedUse? OfDemand(IOperation operation, ISymbol symbol)
    {
        var demand = facts.Attributes.DemandOf(symbol);
        if (symbol is IPropertySymbol property)
        {
            foreach (var accessor in new[] { VersionedUse.IsWrite(operation) ? null : property.GetMethod,
                VersionedUse.IsWrite(operation) ? property.SetMethod : null })
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
        return new VersionedUse(operation, name, "marked RequiresImdsVersion", facts.From(version)) { Demand = version };
    }
}
