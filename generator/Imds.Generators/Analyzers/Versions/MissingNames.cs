using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>Finds the names that bind to nothing, and says which version has them.</summary>
internal sealed class MissingNames
{
    public static readonly OperationKind[] Suspects = [OperationKind.Invalid, OperationKind.None, OperationKind.NameOf];

    /// <summary>Of a shorter name, too many others are near.</summary>
    private const int ShortestMisspelt = 4;

    private readonly ProjectContext _project;
    private readonly Catalog _catalog;
    private readonly Owners _owners;

    public MissingNames(ProjectContext project) => (_project, _catalog, _owners) = (project, project.Catalog, project.Owners);

    /// <summary>An expression with a name that binds to nothing is one of the few operations that are not what they seem.</summary>
    public void AnalyzeSuspect(IOperation operation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (operation.SemanticModel is not { } model)
        {
            return;
        }

        foreach (var name in operation.Syntax.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (!IsType(name) && Find(name, model, cancellation) is { } found && IsFirst(operation, name))
            {
                report(found);
            }
        }
    }

    public void AnalyzeSuspects(MemberCode code)
    {
        foreach (var operation in code.Operations.Where(operation => Suspects.Contains(operation.Kind)))
        {
            AnalyzeSuspect(operation, code.Report, code.Cancellation);
        }
    }

    /// <summary>Such operations stand one in another.</summary>
    private static bool IsFirst(IOperation operation, SyntaxNode name)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.DescendantsAndSelf().First(other => Suspects.Contains(other.Kind) && other.Syntax.Span.Contains(name.Span))
            == operation;
    }

    /// <summary>
    /// A type that is not there makes no expression invalid. Who writes one says where it is, in the same file or for all of them.
    /// </summary>
    public void AnalyzeTypes(SemanticModel model, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (!_project.Index.Mentioned.HasFlag(SourceIndex.Feature.NamelessUses)
            && !_project.Index.MentionedIn(model.SyntaxTree).HasFlag(SourceIndex.Feature.GeneratedTypes))
        {
            return;
        }

        foreach (var token in _project.Index.TokensIn(model.SyntaxTree.GetRoot(cancellation), SourceIndex.Term.VersionedType))
        {
            if (token.Parent is IdentifierNameSyntax name && IsType(name) && Find(name, model, cancellation) is { } found)
            {
                report(found);
            }
        }
    }

    private static bool IsType(IdentifierNameSyntax name) =>
        name.Parent is not MemberAccessExpressionSyntax && SyntaxFacts.IsInNamespaceOrTypeContext(name);

    private Diagnostic? Find(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var isMember = IsMember(name);
        if (!_project.Missing.Contains(name.Identifier.ValueText) && !isMember)
        {
            return null;
        }

        var found = model.GetSymbolInfo(name, cancellation);
        if (found.Symbol is not null || !found.CandidateSymbols.IsEmpty)
        {
            return null;
        }

        foreach (var symbol in Receivers.Of(name, model, cancellation))
        {
            if (_owners.Of(symbol) is { } owner && Find(owner, name) is { } entry && !_catalog.Has(entry.Versions, owner.Version))
            {
                return Report(name, owner, entry);
            }

            if (!isMember || symbol is not INamedTypeSymbol type || _owners.Of(type) is not { } around)
            {
                continue;
            }

            if (_project.Project.Uncertain.Of(around.Key, name.Identifier.ValueText, name.GetLocation()) is { } seen)
            {
                return seen;
            }

            // The documents themselves name some fields at the wrong place.
            if (_catalog.Near(around.Key, name.Identifier.ValueText) is { } elsewhere)
            {
                return AvailabilityRules.Misspelt.With(name.GetLocation(), null, name.Identifier.ValueText, elsewhere.Display,
                    Needs(elsewhere, around));
            }

            if (name.Identifier.ValueText.Length >= ShortestMisspelt
                && _catalog.Find(around.Key, name.Identifier.ValueText) is null
                && NearestTo(name.Identifier.ValueText, type, around) is { } near)
            {
                return ReportMisspelt(name, near, around);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the name stands behind a dot, or sets a member: anything else may be meant to be something of the project's own.
    /// </summary>
    private static bool IsMember(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        NameColonSyntax { Parent: SubpatternSyntax } => true,
        _ => false,
    };

    /// <summary>The member of a generated type that was probably meant, at whichever version.</summary>
    private string? NearestTo(string name, INamedTypeSymbol type, Owner owner)
    {
        var own = type.GetMembers()
            .Where(member => member is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal,
                IsImplicitlyDeclared: false, CanBeReferencedByName: true })
            .Select(member => member.Name).ToList();
        return Nearest.To(name, own) ?? Nearest.To(name, _catalog.NamesOf(owner.Key));
    }

    private Diagnostic ReportMisspelt(SimpleNameSyntax name, string near, Owner owner)
    {
        var needs = _catalog.Find(owner.Key, near) is { } entry ? Needs(entry, owner) : "";
        var location = name.GetLocation();
        return AvailabilityRules.Misspelt.With(location, new Edit(location, near, $"Change '{name.Identifier.ValueText}' to '{near}'"),
            name.Identifier.ValueText, near, needs);
    }

    private string Needs(CatalogEntry entry, Owner owner) => _catalog.Has(entry.Versions, owner.Version)
        ? "" : ", which " + VersionHistory.Describe(_catalog.RangesOf(entry.Versions), owner.Version);

    private CatalogEntry? Find(Owner owner, SimpleNameSyntax name) => owner.Key == Catalog.OwnerOfRoute("")
        ? _catalog.Find("", owner.Key + name.Identifier.ValueText)
        : _catalog.Find(owner.Key, name.Identifier.ValueText);

    private Diagnostic Report(SimpleNameSyntax name, Owner owner, CatalogEntry entry)
    {
        var who = owner.Namespace switch
        {
            "" => $"its type was generated for {owner.Version}",
            _ when _owners.IsTarget(owner) => $"this project targets {owner.Version} ({_project.Project.TargetSource})",
            _ => $"{owner.Namespace} has the types of {owner.Version}",
        };
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (_owners.IsTarget(owner) && LowestWith(name, entry) is { } lowest)
        {
            properties = properties.Add(FixProperties.Needs, lowest.ToString());
        }

        return Diagnostic.Create(AvailabilityRules.NotAvailable, name.GetLocation(), properties,
            name.Identifier.ValueText, entry.Display,
            VersionHistory.Describe(_catalog.RangesOf(entry.Versions), owner.Version) + VersionHistory.Remedy(entry.Deprecated), who);
    }

    /// <summary>The lowest version above the target that has the name, and the names that follow it in the expression.</summary>
    private ApiVersion? LowestWith(SimpleNameSyntax name, CatalogEntry entry)
    {
        var versions = entry.Versions & _catalog.Where(version => version > _project.Project.Target);
        SyntaxNode node = name;
        for (var at = entry; ;)
        {
            node = node.Parent is MemberAccessExpressionSyntax { Name: var own } whole && own == node ? whole : node;
            while (node.Parent is ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
            {
                node = node.Parent;
            }

            if (at.Leads is not { } leads || node.Parent is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax next }
                || _catalog.Find(leads, next.Identifier.ValueText) is not { } entryOfNext)
            {
                break;
            }

            versions &= entryOfNext.Versions;
            (at, node) = (entryOfNext, next);
        }
        return _catalog.Lowest(versions);
    }
}
