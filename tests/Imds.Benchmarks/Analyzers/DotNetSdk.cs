using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Benchmarks.Analyzers;

/// <summary>What the installed .NET SDK has for the projects that it builds.</summary>
internal static class DotNetSdk
{
    // The runtime that this runs on is <root>/shared/Microsoft.NETCore.App/<version>.
    private static readonly string Root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The reference assemblies of this version of .NET.</summary>
    public static IReadOnlyList<string> ReferenceAssemblies =>
        Directory.GetFiles(Path.Combine(Newest(Path.Combine("packs", "Microsoft.NETCore.App.Ref")), "ref",
            $"net{Environment.Version.Major}.0"), "*.dll");

    /// <summary>CA1416, the analyzer that tells calls which not every platform knows.</summary>
    public static DiagnosticAnalyzer PlatformCompatibility()
    {
        var directory = Path.Combine(Newest("sdk"), "Sdks", "Microsoft.NET.Sdk", "analyzers");
        var loader = new Loader();
        return new AnalyzerFileReference(Path.Combine(directory, "Microsoft.CodeAnalysis.NetAnalyzers.dll"), loader)
            .GetAnalyzers(LanguageNames.CSharp)
            .Single(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == "CA1416"));
    }

    private static string Newest(string directory) => Directory.GetDirectories(Path.Combine(Root, directory))
        .Where(path => Version.TryParse(Path.GetFileName(path), out var version) && version.Major == Environment.Version.Major)
        .MaxBy(path => Version.Parse(Path.GetFileName(path)))
        ?? throw new DirectoryNotFoundException(
            $"The .NET SDK {Environment.Version.Major}.0 is not installed in {Root}, which has to have {directory}.");

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
