using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>IMDS3nn: types written by hand to read the service's documents into.</summary>
internal static class DocumentRules
{
    private const string Category = "Imds.Documents";

    /// <summary>Arguments: the member, its field, what it needs, what the document is asked for with, and with which version.</summary>
    public static readonly DiagnosticDescriptor NotAvailable = Warning("IMDS301",
        "The document does not have this field at its api-version",
        "'{0}' ({1}) {2}; {3}, so it is never there: ask for the document with a version that has it");

    public static readonly DiagnosticDescriptor UnknownField = Warning("IMDS302",
        "The document has no such field",
        "'{0}': '{1}' has no field '{2}' at any api-version{3}");

    public static readonly DiagnosticDescriptor WrongKind = Warning("IMDS303",
        "The field is of another kind",
        "'{0}' ({1}) is {2} in the service's document and {3} here, so reading it fails");

    public static readonly DiagnosticDescriptor BadAttribute = Error("IMDS304",
        "The attribute names no document of the service",
        "{0}, so nothing can be checked");

    public static readonly DiagnosticDescriptor ItemNames = Warning("IMDS305",
        "The items have other names than KeyValuePair",
        "'{0}' ({1}) holds objects with {2}, and KeyValuePair reads 'Key' and 'Value', so its items stay empty: use a type with the "
        + "service's names");

    public static readonly DiagnosticDescriptor TextAsBoolean = Warning("IMDS306",
        "The service sends text where a bool is read",
        "'{0}' ({1}) is text in the service's document, and System.Text.Json reads no text into bool: use string, or a converter");

    public static readonly DiagnosticDescriptor NotInSpecs = Suggestion("IMDS307",
        "The field is not known to the specs",
        "'{0}' reads '{2}', which the specs do not know in '{1}': it may be misspelt, or newer than {3}, their newest documented "
        + "api-version");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule.Error(Category, id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule.Warning(Category, id, title, message);

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) =>
        Rule.Suggestion(Category, id, title, message);
}
