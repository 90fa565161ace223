using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

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
            var topics = Mentions.Of(start.Compilation, start.CancellationToken);
            if (!topics.HasFlag(Topics.Types)
                || ImdsProject.Of(start.Compilation, start.Options, start.CancellationToken) is not { } project)
            {
                return;
            }

            var check = new MissingNames(project, start.Compilation, Names.Of(project, start.Compilation, start.CancellationToken), topics);
            start.RegisterOperationAction(check.AnalyzeSuspect, MissingNames.Suspects);
            start.RegisterSemanticModelAction(check.AnalyzeTypes);
        });
    }
}

internal sealed class MissingNames
{
    public static readonly OperationKind[] Suspects = [OperationKind.Invalid, OperationKind.None, OperationKind.NameOf];

    private readonly ImdsProject _project;
    private readonly Names _names;
    private readonly Catalog _catalog;
    private readonly Owners _owners;
    private readonly Topics _topics;

    public MissingNames(ImdsProject project, Compilation compilation, Names names, Topics topics) =>
        (_project, _names, _catalog, _owners, _topics) = (project, names, names.Catalog, new Owners(project, compilation), topics);

    /// <summary>An expression with a name that binds to nothing is one of the few operations that are not what they seem.</summary>
    public void AnalyzeSuspect(OperationAnalysisContext context)
    {
        if (context.Operation.SemanticModel is not { } model)
        {
            return;
        }

        foreach (var name in context.Operation.Syntax.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (!IsType(name) && Find(name, model, context.CancellationToken) is { } found && IsFirst(context.Operation, name))
            {
                context.ReportDiagnostic(found);
            }
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

        return root.DescendantsAndSelf().First(other => Suspects.Contains(other.Kind) && other.Syntax.Span.Contains(name.Span)) == operation;
    }

    /// <summary>A type that is not there makes no expression invalid. Who writes one says where it is, in the same file or for all of them.</summary>
    public void AnalyzeTypes(SemanticModelAnalysisContext context)
    {
        if (!_topics.HasFlag(Topics.GlobalUsings) && !Mentions.Of(context.SemanticModel.SyntaxTree).Topics.HasFlag(Topics.Types))
        {
            return;
        }

        foreach (var token in _names.Spots.TokensIn(context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken), Interest.Types))
        {
            if (token.Parent is IdentifierNameSyntax name && IsType(name) && Find(name, context.SemanticModel, context.CancellationToken) is { } found)
            {
                context.ReportDiagnostic(found);
            }
        }
    }

    private static bool IsType(IdentifierNameSyntax name) => name.Parent is not MemberAccessExpressionSyntax && SyntaxFacts.IsInNamespaceOrTypeContext(name);

    private Diagnostic? Find(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        if (!_names.Missing.Contains(name.Identifier.ValueText))
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
        }

        return null;
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
        if (_owners.IsTarget(owner) && LowestWith(name, entry) is { } lowest)
        {
            properties = properties.Add(MissingNameAnalyzer.Needs, lowest.ToString());
        }

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
            while (node.Parent is ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
            {
                node = node.Parent;
            }

            if (at.Leads is not { } leads || node.Parent is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax next } || _catalog.Find(leads, next.Identifier.ValueText) is not { } entryOfNext)
            {
                break;
            }

            versions &= entryOfNext.Versions;
            (at, node) = (entryOfNext, next);
        }
        return _catalog.Lowest(versions);
    }
}
