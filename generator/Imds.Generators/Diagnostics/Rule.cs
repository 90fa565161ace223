using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>Makes a rule. Each has a page of its own under docs/rules, named after its id.</summary>
internal static class Rule
{
    /// <summary>The code cannot work.</summary>
    public static DiagnosticDescriptor Error(string category, string id, string title, string message) =>
        Make(category, id, title, message, DiagnosticSeverity.Error);

    /// <summary>The code may fail, or read nothing, at run time.</summary>
    public static DiagnosticDescriptor Warning(string category, string id, string title, string message) =>
        Make(category, id, title, message, DiagnosticSeverity.Warning);

    /// <summary>The code works, and could be better.</summary>
    public static DiagnosticDescriptor Suggestion(string category, string id, string title, string message) =>
        Make(category, id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Make(string category, string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: RulePages.Address + id + ".md");
}
