using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>IMDS2nn: requests written by hand, as strings.</summary>
internal static class RequestRules
{
    private const string Category = "Imds.Requests";

    public static readonly DiagnosticDescriptor UnknownRoute = Warning("IMDS201",
        "The service has no such route",
        "The service has no route '{0}'{1}");

    public static readonly DiagnosticDescriptor NotAvailable = Error("IMDS202",
        "The request's api-version does not have this route",
        "'{0}' {1}; this request asks with {2}, which the service answers with an error");

    public static readonly DiagnosticDescriptor NoVersion = Error("IMDS203",
        "The request has no api-version",
        "The request for '{0}' has no api-version, and the service refuses it: add '{1}'");

    public static readonly DiagnosticDescriptor MalformedVersion = Error("IMDS204",
        "The api-version is not a valid date",
        "'{0}' is not a valid api-version, and the service refuses it: write a date such as {1}");

    public static readonly DiagnosticDescriptor UnknownVersion = Warning("IMDS205",
        "The service has no such api-version",
        "The service has no api-version {0}: the nearest are {1}");

    public static readonly DiagnosticDescriptor NeedsText = Error("IMDS206",
        "A single value is asked for as JSON",
        "'{0}' is a single value, which is only available as text: add 'format=text'");

    public static readonly DiagnosticDescriptor NoText = Warning("IMDS207",
        "The endpoint does not have this format",
        "{0}");

    public static readonly DiagnosticDescriptor DoubledParameter = Error("IMDS208",
        "A query parameter is given twice",
        "The query parameter '{0}' is given twice, and the service refuses the request: remove one");

    public static readonly DiagnosticDescriptor Https = Error("IMDS209",
        "The service does not support https",
        "The service only supports http, so nothing answers at this address: write 'http'");

    public static readonly DiagnosticDescriptor Typed = Suggestion("IMDS210",
        "The generated client has this route",
        "The generated client has this route: '{0}' asks for the same, and cannot be misspelt");

    public static readonly DiagnosticDescriptor NoHeader = Warning("IMDS211",
        "The request has no Metadata header",
        "Neither this request nor its client has the header 'Metadata: true', and the service refuses it: add the header");

    public static readonly DiagnosticDescriptor MayUseProxy = Suggestion("IMDS212",
        "The client may use a proxy",
        "The client of this request may use a proxy, which cannot reach the service of this machine: give it a handler with 'UseProxy = "
        + "false'");

    public static readonly DiagnosticDescriptor Forwarded = Error("IMDS213",
        "The request has an X-Forwarded-For header",
        "The service refuses each request that has the header 'X-Forwarded-For': do not add it");

    public static readonly DiagnosticDescriptor Verb = Error("IMDS214",
        "The endpoint does not support this verb",
        "'{0}' only supports {1}, and the service refuses this {2} with 405");

    public static readonly DiagnosticDescriptor MissingParameter = Error("IMDS215",
        "A required query parameter is missing",
        "The request for '{0}' has no '{1}', and the service refuses it: add the parameter '{1}'");

    public static readonly DiagnosticDescriptor UnknownParameter = Warning("IMDS216",
        "The endpoint has no such query parameter",
        "'{0}' has no query parameter '{1}': did you mean '{2}'?");

    public static readonly DiagnosticDescriptor OtherLine = Warning("IMDS217",
        "The endpoint has api-versions of its own",
        "'{0}' has api-versions of its own, and {1} is none of them: ask with {2}");

    public static readonly DiagnosticDescriptor LetterCase = Warning("IMDS218",
        "The name differs in case",
        "The service tells upper from lower case in names, and '{0}' is called '{1}'");

    public static readonly DiagnosticDescriptor NotInSpecs = Suggestion("IMDS219",
        "The route is not known to the specs",
        "'{0}' is not known to the specs, whose newest documented api-version is {1}: it may be misspelt, or newer than they are");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule.Error(Category, id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule.Warning(Category, id, title, message);

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) =>
        Rule.Suggestion(Category, id, title, message);
}
