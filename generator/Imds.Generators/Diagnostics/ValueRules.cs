using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>IMDS1nn: values of fields that code compares with.</summary>
internal static class ValueRules
{
    private const string Category = "Imds.Values";

    /// <summary>
    /// Arguments: the text in the code, the service's text, the name in the code, what it is in the service, the constant.
    /// </summary>
    public static readonly DiagnosticDescriptor OtherCase = Suggestion("IMDS108",
        "The value differs in case",
        "'{0}' is '{1}' in other case, and this comparison of '{2}' ({3}) tells them apart: compare with {4}, and ignore case");

    /// <summary>Arguments: the text in the code, the name in the code, what it is in the service, what it can be.</summary>
    public static readonly DiagnosticDescriptor NoValue = Warning("IMDS109",
        "The field never has this value",
        "'{1}' ({2}) is never '{0}': {3}");

    /// <summary>Arguments as before.</summary>
    public static readonly DiagnosticDescriptor UnknownValue = Suggestion("IMDS111",
        "The value is not a known one",
        "'{0}' is no known value of '{1}' ({2}): {3}");

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule.Warning(Category, id, title, message);

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) =>
        Rule.Suggestion(Category, id, title, message);
}
