using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>IMDS3nn: types written by hand to read the service's documents into.</summary>
internal static class DocumentRules
{
    private const string Category = "Imds.Documents";

    /// <summary>Arguments: the member, its field, what it needs, what the document is asked for with, and with which version.</summary>
    public static readonly DiagnosticDescriptor NotAvailable = Warning("IMDS301",
        "The document does not have this field at its api-version",
        "'{0}' ({1}) {2}; {3}, so it is never filled in: ask for the document with a version that has it");

    public static readonly DiagnosticDescriptor UnknownField = Warning("IMDS302",
        "The document has no such field",
        "'{0}': '{1}' has no field '{2}' at any api-version{3}");

    public static readonly DiagnosticDescriptor WrongKind = Warning("IMDS303",
        "The field is of another kind",
        "'{0}' ({1}) is {2} in the service's document and {3} here, so reading it fails");

    public static readonly DiagnosticDescriptor BadAttribute = Error("IMDS304",
        "The attribute names no document of the service",
        "{0}, so nothing can be checked");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule.Error(Category, id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule.Warning(Category, id, title, message);
}
