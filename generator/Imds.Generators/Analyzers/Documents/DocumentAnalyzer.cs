using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>
/// IMDS3nn: types written by hand to read the replies into. A type is held to the document that its attribute names, or to the one that it
/// is read from, where a method asks for just one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DocumentAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DocumentRules.NotAvailable, DocumentRules.UnknownField, DocumentRules.WrongKind, DocumentRules.BadAttribute,
            DocumentRules.ItemNames, DocumentRules.TextAsBoolean, DocumentRules.NotInSpecs,
            AvailabilityRules.NotCertain];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterProjectStartAction(SourceIndex.Feature.Documents | SourceIndex.Feature.Requests, Start);
    }

    private static void Start(CompilationStartAnalysisContext start, ProjectContext project)
    {
        if (project.Index.Mentioned.HasFlag(SourceIndex.Feature.Documents))
        {
            start.RegisterSyntaxNodeAction(
                node => MarkedTypes.Check((BaseTypeDeclarationSyntax)node.Node, node.SemanticModel, project.Project, node.ReportDiagnostic,
                    node.CancellationToken),
                SyntaxKind.ClassDeclaration, SyntaxKind.RecordDeclaration, SyntaxKind.StructDeclaration, SyntaxKind.RecordStructDeclaration,
                SyntaxKind.InterfaceDeclaration, SyntaxKind.EnumDeclaration);
        }

        if (!project.Index.Mentioned.HasFlag(SourceIndex.Feature.Requests))
        {
            return;
        }

        start.RegisterOperationBlockAction(block =>
        {
            if (project.Index.IsIn(block.OperationBlocks, SourceIndex.Term.Request))
            {
                new ReplyTypes(project, new MemberCode(block)).Check();
            }
        });
    }
}
