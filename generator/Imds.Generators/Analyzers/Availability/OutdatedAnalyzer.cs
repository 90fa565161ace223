using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

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
            if (ImdsProject.Of(start.Compilation, start.Options, start.CancellationToken) is not { } project) return;
            var check = new Check(project, start.Compilation);
            if (check.HasNames) start.RegisterOperationAction(check.Analyze, OperationKind.PropertyReference);
        });
    }

    private sealed class Check
    {
        private readonly ImdsProject _project;
        private readonly Catalog _catalog;
        private readonly Owners _owners;
        private readonly VersionSet _later;
        private readonly HashSet<string> _names;

        public Check(ImdsProject project, Compilation compilation)
        {
            (_project, _catalog, _owners) = (project, Catalog.Of(project.Model), new Owners(project, compilation));
            _later = _catalog.Where(version => version > project.Target);
            _names = [.. _catalog.All.Where(found => found.Entry.Deprecated.Length > 0 || !found.Entry.Versions.Includes(_later)).Select(found => found.Name)];
        }

        public bool HasNames => _names.Count > 0;

        public void Analyze(OperationAnalysisContext context)
        {
            var property = ((IPropertyReferenceOperation)context.Operation).Property;
            if (!_names.Contains(property.Name) || _owners.Of(property.ContainingType) is not { } owner || _catalog.Find(owner.Key, property.Name) is not { } entry) return;

            var location = Chain.NameOf(context.Operation.Syntax).GetLocation();
            if (entry.Deprecated.Length > 0)
                context.ReportDiagnostic(Diagnostic.Create(AvailabilityRules.Deprecated, location, property.Name, entry.Display, entry.Deprecated));
            if (_owners.IsTarget(owner) && _catalog.Lowest(_later - entry.Versions) is { } gone)
                context.ReportDiagnostic(Diagnostic.Create(AvailabilityRules.Withdrawn, location, property.Name, entry.Display, gone.ToString(), _project.Target.ToString()));
        }
    }
}
