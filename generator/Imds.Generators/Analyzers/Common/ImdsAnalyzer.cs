using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Common;

/// <summary>How each of our analyzers starts: with what all of them share, and only where the code mentions what it is about.</summary>
public abstract class ImdsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ProjectContext.Of(start, Features) is { } project)
            {
                Start(start, project);
            }
        });
    }

    /// <summary>Any of what the code has to mention for this analyzer to be of use.</summary>
    private protected abstract SourceIndex.Feature Features { get; }

    private protected abstract void Start(CompilationStartAnalysisContext start, ProjectContext project);
}
