using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Common;

/// <summary>How each of our analyzers starts: with what all of them share, and only where the code mentions what it is about.</summary>
internal static class ProjectStart
{
    /// <param name="features">Any of what the code has to mention for the analyzer to be of use.</param>
    public static void RegisterProjectStartAction(
        this AnalysisContext context, SourceIndex.Feature features, Action<CompilationStartAnalysisContext, ProjectContext> action) =>
        context.RegisterCompilationStartAction(start =>
        {
            if (ProjectContext.Of(start, features) is { } project)
            {
                action(start, project);
            }
        });
}
