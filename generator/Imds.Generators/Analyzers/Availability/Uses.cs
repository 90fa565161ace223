using System.Collections.Immutable;
using Imds.Generators.Analyzers.Availability.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Availability;

/// <summary>Finds what in the code needs more than the minimum version, or asks for a version.</summary>
internal sealed class Uses(VersionFacts facts)
{
    public VersionFacts Facts => facts;

    /// <summary>Whether some of these pieces of code are worth a closer look. Words come before symbols, and symbols before operations.</summary>
    public bool AreIn(ImmutableArray<IOperation> blocks, CancellationToken cancellation)
    {
        foreach (var block in blocks)
            if (AreIn(block, cancellation)) return true;
        return false;
    }

    private bool AreIn(IOperation block, CancellationToken cancellation)
    {
        if (facts.Names.Spots.AreIn(block.Syntax, Interest.Minimum) && block.SemanticModel is { } model)
            foreach (var token in facts.Names.Spots.TokensIn(block.Syntax, Interest.Minimum))
                if (PropertyAt(token, model, cancellation) is { } property && (IsVersion(property) || OfField(property) is not null)) return true;
        // What demands a version can be called by no name, as an operator is.
        return facts.Attributes.HaveDemands && block.DescendantsAndSelf().Any(operation => Find(operation) is not null);
    }

    /// <summary>The property that a token names, if it does. The operations of a body are there already, and far quicker to find than symbols.</summary>
    private static IPropertySymbol? PropertyAt(SyntaxToken token, SemanticModel model, CancellationToken cancellation)
    {
        if (token.Parent is not IdentifierNameSyntax name || SyntaxFacts.IsInTypeOnlyContext(name)) return null;
        SyntaxNode whole = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return model.GetOperation(whole, cancellation) is { } operation ? (operation as IPropertyReferenceOperation)?.Property
            : model.GetSymbolInfo(name, cancellation).Symbol as IPropertySymbol;
    }

    private static bool IsVersion(IPropertySymbol property) => property.Name == Names.ApiVersion && VersionFacts.IsVersion(property.Type);

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
            foreach (var accessor in new[] { Use.IsWrite(operation) ? null : property.GetMethod, Use.IsWrite(operation) ? property.SetMethod : null })
                if (facts.Attributes.DemandOf(accessor) is { } own && !(own <= demand)) demand = own;
        if (demand is not { } version) return null;
        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
        return new Use(operation, name, "marked RequiresImdsVersion", facts.From(version)) { Demand = version };
    }
}
