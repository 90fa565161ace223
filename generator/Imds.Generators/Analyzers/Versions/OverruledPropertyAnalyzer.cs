using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Versions;

/// <summary>IMDS110: says at the attribute that the project file asks for another version, which does not count.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverruledPropertyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AvailabilityRules.PropertyOverruled];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.GeneratedTypes, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        if (project.Project.IsSettled && Overruled(project.Project) is { Length: > 0 } overruled)
        {
            start.RegisterSyntaxNodeAction(context => Report(context, project.Project, overruled), SyntaxKind.AttributeList);
        }
    }

    private static string Overruled(ImdsProject project)
    {
        var properties = new List<string>();
        if (project.Attribute is not null)
        {
            Compare("ImdsApiVersion", project.Settings.ApiVersion, project.Target);
            Compare("ImdsMinimumApiVersion", project.Settings.MinimumApiVersion, project.Minimum);
        }

        return string.Join(" and ", properties);

        void Compare(string name, string value, ApiVersion version)
        {
            if (value.Length > 0 && value != version.ToString())
            {
                properties.Add($"the property {name} ({value})");
            }
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, ImdsProject project, string overruled)
    {
        var list = (AttributeListSyntax)context.Node;
        if (list.Target?.Identifier.ValueText != "assembly")
        {
            return;
        }

        foreach (var attribute in list.Attributes)
        {
            if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is { Name: "ImdsApiVersionAttribute",
                ContainingNamespace: { Name: "Imds", ContainingNamespace.IsGlobalNamespace: true } })
            {
                var versions = project.Minimum == project.Target
                    ? project.Target.ToString() : $"{project.Target}, with {project.Minimum} as the minimum";
                context.ReportDiagnostic(Diagnostic.Create(AvailabilityRules.PropertyOverruled, attribute.GetLocation(), overruled,
                    versions));
            }
        }
    }
}
