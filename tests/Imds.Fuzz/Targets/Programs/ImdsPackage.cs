using System.Collections.Immutable;
using System.Reflection;
using Imds.Generators;
using Imds.Generators.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Fuzz.Targets.Programs;

/// <summary>All that the package brings into a compiler and an editor, found the way that they find it.</summary>
internal static class ImdsPackage
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Instances<DiagnosticAnalyzer>(typeof(ImdsGenerator).Assembly);

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Instances<CodeFixProvider>(typeof(EditFix).Assembly);

    public static ImmutableArray<CompletionProvider> Completions { get; } = Instances<CompletionProvider>(Assembly.Load("Imds.Generators.Completion"));

    private static ImmutableArray<T> Instances<T>(Assembly assembly) => [.. assembly.GetTypes()
        .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (T)Activator.CreateInstance(type)!)];
}
