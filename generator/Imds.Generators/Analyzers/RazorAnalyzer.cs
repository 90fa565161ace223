using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Documents;
using Imds.Generators.Analyzers.Flow;
using Imds.Generators.Analyzers.Prefilter;
using Imds.Generators.Analyzers.Requests;
using Imds.Generators.Analyzers.Versions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers;

/// <summary>
/// All rules, in Razor's pages and components. What Razor makes of them counts as generated, which the other analyzers leave alone. To have
/// them go through it would make the compiler bind all generated code for their sake, whoever generated it, so that this one looks at what
/// Razor made of files that mention IMDS, and at nothing else.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RazorAnalyzer : DiagnosticAnalyzer
{
    private const SourceIndex.Feature Features =
        SourceIndex.Feature.GeneratedTypes | SourceIndex.Feature.Requests | SourceIndex.Feature.RouteTemplates
            | SourceIndex.Feature.Documents;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        .. new DiagnosticAnalyzer[] { new MissingNameAnalyzer(), new OutdatedAnalyzer(), new GuardAnalyzer(), new RequestAnalyzer(),
            new DocumentAnalyzer() }
            .SelectMany(analyzer => analyzer.SupportedDiagnostics),
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(Features, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        var files = new HashSet<SyntaxTree>(project.Index.RazorFiles);
        if (files.Count == 0)
        {
            return;
        }

        var uses = new VersionedUses(new VersionFacts(project));
        var names = new MissingNames(project);
        start.RegisterSemanticModelAction(context =>
        {
            if (files.Contains(context.SemanticModel.SyntaxTree))
            {
                Analyze(context, project, uses, names);
            }
        });
    }

    private static void Analyze(SemanticModelAnalysisContext context, ProjectContext project, VersionedUses uses, MissingNames names)
    {
        var (model, cancellation) = (context.SemanticModel, context.CancellationToken);
        if (project.Project.IsSettled)
        {
            names.AnalyzeTypes(model, Report, cancellation);
            OutdatedNames.Analyze(model, project, Report, cancellation);
        }

        foreach (var type in model.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        {
            MarkedTypes.Check(type, model, project.Project, Report, cancellation);
        }

        foreach (var code in MemberCode.In(model, Report, cancellation))
        {
            if (project.Project.IsSettled)
            {
                names.AnalyzeSuspects(code);
                uses.Check(code);
            }

            new RequestBlock(project, code).Check();
            new ReplyTypes(project, code).Check();
        }

        // What Razor wrote itself is not the user's, and has no place that could be shown.
        void Report(Diagnostic finding)
        {
            if (SourceIndex.IsInRazorFile(finding.Location))
            {
                context.ReportDiagnostic(finding);
            }
        }
    }
}
