using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Availability;

/// <summary>
/// IMDS101: says of a name that the compiler cannot find, and that another api-version has, which one that is. The compiler's error
/// stands beside it, so nothing is looked at but names that bind to nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingNameAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Property of the diagnostic: the lowest version at which the code compiles, where there is one.</summary>
    internal const string Needs = "Needs";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.NotAvailable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (ImdsProject.Of(start.Compilation, start.Options, start.CancellationToken) is not { } project) return;
            var check = new MissingNames(project, start.Compilation);
            if (check.HasNames) start.RegisterSyntaxNodeAction(check.Analyze, SyntaxKind.IdentifierName);
        });
    }
}

internal sealed class MissingNames
{
    private readonly ImdsProject _project;
    private readonly Catalog _catalog;
    private readonly Owners _owners;
    private readonly HashSet<string> _names;

    public MissingNames(ImdsProject project, Compilation compilation)
    {
        (_project, _catalog, _owners) = (project, Catalog.Of(project.Model), new Owners(project, compilation));
        // Types of other assemblies may have any version, so where a name is always there is all that can be left out.
        _names = _catalog.NamesMissingIn(_catalog.Where(_ => true));
    }

    public bool HasNames => _names.Count > 0;

    public void Analyze(SyntaxNodeAnalysisContext context)
    {
        var name = (IdentifierNameSyntax)context.Node;
        if (!_names.Contains(name.Identifier.ValueText) || name.IsPartOfStructuredTrivia()) return;
        var found = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken);
        if (found.Symbol is not null || !found.CandidateSymbols.IsEmpty) return;

        foreach (var symbol in Receivers.Of(name, context.SemanticModel, context.CancellationToken))
        {
            if (_owners.Of(symbol) is not { } owner || Find(owner, name) is not { } entry || _catalog.Has(entry.Versions, owner.Version)) continue;
            context.ReportDiagnostic(Report(name, owner, entry));
            return;
        }
    }

    private Entry? Find(Owner owner, SimpleNameSyntax name) => owner.Key == Catalog.OwnerOfRoute("")
        ? _catalog.Find("", owner.Key + name.Identifier.ValueText)
        : _catalog.Find(owner.Key, name.Identifier.ValueText);

    private Diagnostic Report(SimpleNameSyntax name, Owner owner, Entry entry)
    {
        var who = owner.Namespace switch
        {
            "" => $"its type was generated for {owner.Version}",
            _ when _owners.IsTarget(owner) => $"this project targets {owner.Version}",
            _ => $"{owner.Namespace} has the types of {owner.Version}",
        };
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (_owners.IsTarget(owner) && LowestWith(name, entry) is { } lowest) properties = properties.Add(MissingNameAnalyzer.Needs, lowest.ToString());
        return Diagnostic.Create(AvailabilityRules.NotAvailable, name.GetLocation(), properties,
            name.Identifier.ValueText, entry.Display, Lifetime.Needs(entry.Versions, _catalog.Versions, owner.Version), who);
    }

    /// <summary>The lowest version above the target that has the name, and the names that follow it in the expression.</summary>
    private ApiVersion? LowestWith(SimpleNameSyntax name, Entry entry)
    {
        var versions = entry.Versions & _catalog.Where(version => version > _project.Target);
        SyntaxNode node = name;
        for (var at = entry; ;)
        {
            node = node.Parent is MemberAccessExpressionSyntax { Name: var own } whole && own == node ? whole : node;
            while (node.Parent is ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax) node = node.Parent;
            if (at.Leads is not { } leads || node.Parent is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax next } || _catalog.Find(leads, next.Identifier.ValueText) is not { } entryOfNext) break;
            versions &= entryOfNext.Versions;
            (at, node) = (entryOfNext, next);
        }
        return _catalog.Lowest(versions);
    }
}
