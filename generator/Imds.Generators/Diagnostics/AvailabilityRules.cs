using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>IMDS1nn: what the api-version has and lacks, in code that uses the generated types.</summary>
internal static class AvailabilityRules
{
    private const string Category = "Imds.Availability";

    /// <summary>Arguments: the name in the code, what it is in the service, what it needs, what the project (or the type) has.</summary>
    public static readonly DiagnosticDescriptor NotAvailable = Error("IMDS101",
        "The api-version does not have this",
        "'{0}' ({1}) {2}; {3}");

    public static readonly DiagnosticDescriptor NotGuarded = Warning("IMDS102",
        "The minimum api-version does not have this",
        "'{0}' ({1}) {2}; {3}");

    public static readonly DiagnosticDescriptor Deprecated = Warning("IMDS103",
        "The service no longer fills this in",
        "'{0}' ({1}) is deprecated: {2}");

    public static readonly DiagnosticDescriptor Withdrawn = Suggestion("IMDS104",
        "A later api-version does not have this any more",
        "'{0}' ({1}) is gone as of api-version {2}; this project targets {3}, and will not compile once it targets {2}");

    public static readonly DiagnosticDescriptor GuardAlwaysTrue = Suggestion("IMDS105",
        "The guard is always true",
        "The api-version is always {0}, because {1}: the guard can go");

    public static readonly DiagnosticDescriptor GuardNeverTrue = Warning("IMDS106",
        "The guard can never be true",
        "The api-version is never {0}, because {1}: what is guarded never runs");

    /// <summary>Arguments: the name in the code, the name that was probably meant, what that one needs.</summary>
    public static readonly DiagnosticDescriptor Misspelt = Suggestion("IMDS107",
        "The name is close to one that the service has",
        "There is no '{0}' here at any api-version: did you mean '{1}'{2}?");

    /// <summary>Arguments: what of the project file does not count, and what holds.</summary>
    public static readonly DiagnosticDescriptor PropertyOverruled = Suggestion("IMDS110",
        "The attribute overrules the project file",
        "The attribute ImdsApiVersion overrules {0}: this project targets {1}");

    /// <summary>Arguments: the text, and what was probably meant.</summary>
    public static readonly DiagnosticDescriptor UnknownVersion = Warning("IMDS112",
        "The attribute names no api-version",
        "'{0}' is not an api-version that the tables know: {1}");

    /// <summary>
    /// Said of requests and of types written by hand as well. Arguments: the name in the code, as what it was seen, and where.
    /// </summary>
    public static readonly DiagnosticDescriptor NotCertain = Suggestion("IMDS113",
        "The field has been seen and is not certain",
        "'{0}' has been seen as {1}, but its spelling or first version is not certain: no generated type has it, so look for it in the "
        + "JSON of the whole document, in any letter case, and do without it where it is missing");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule.Error(Category, id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule.Warning(Category, id, title, message);

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) =>
        Rule.Suggestion(Category, id, title, message);
}
