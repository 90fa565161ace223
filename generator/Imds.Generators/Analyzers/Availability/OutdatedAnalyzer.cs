using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Availability;

/// <summary>IMDS103 and 104: what the service has given up, or will have by a later version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutdatedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.Deprecated, AvailabilityRules.Withdrawn];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (!Mentions.Of(start.Compilation, start.CancellationToken).HasFlag(Topics.Types)
                || ImdsProject.Of(start.Compilation, start.Options, start.CancellationToken) is not { } project)
            {
                return;
            }

            var check = new Check(project, start.Compilation, Names.Of(project, start.Compilation, start.CancellationToken));
            if (check.HasNames)
            {
                start.RegisterSemanticModelAction(check.Analyze);
            }
        });
    }

    private sealed class Check(ImdsProject project, Compilation compilation, Names names)
    {
        private readonly Owners _owners = new(project, compilation);

        public bool HasNames => names.Outdated.Count > 0;

        public void Analyze(SemanticModelAnalysisContext context)
        {
            foreach (var token in names.Spots.TokensIn(context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken), Interest.Outdated))
            {
                if (token.Parent is IdentifierNameSyntax name && context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is IPropertySymbol property)
                {
                    Report(property, token.GetLocation(), context.ReportDiagnostic);
                }
            }
        }

        private void Report(IPropertySymbol property, Location location, Action<Diagnostic> report)
        {
            if (_owners.Of(property.ContainingType) is not { } owner || names.Catalog.Find(owner.Key, property.Name) is not { } entry)
            {
                return;
            }

            if (entry.Deprecated.Length > 0)
            {
                report(Diagnostic.Create(AvailabilityRules.Deprecated, location, property.Name, entry.Display, entry.Deprecated));
            }

            if (_owners.IsTarget(owner) && names.Catalog.Lowest(names.Later - entry.Versions) is { } gone)
            {
                report(Diagnostic.Create(AvailabilityRules.Withdrawn, location, property.Name, entry.Display, gone.ToString(), project.Target.ToString()));
            }
        }
    }
}
