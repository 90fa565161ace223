using Microsoft.CodeAnalysis;

namespace Imds.Generators.Diagnostics;

/// <summary>Every rule that the generator reports by: IMDS0nn, specs and configuration.</summary>
internal static class Rules
{
    private const string Category = "Imds.Specs";

    public static readonly DiagnosticDescriptor UnreadableSwagger = Error("IMDS001",
        "The Swagger document cannot be read",
        "The Swagger document cannot be read: {0}");

    public static readonly DiagnosticDescriptor UnknownReference = Error("IMDS002",
        "A $ref points nowhere",
        "'{0}' points nowhere: write '#/definitions/Name' with a definition of this document");

    public static readonly DiagnosticDescriptor CircularReference = Error("IMDS003",
        "A schema contains itself",
        "The schema contains itself ({0}): a type that holds itself has no end, so break the circle");

    public static readonly DiagnosticDescriptor UnsupportedSchema = Warning("IMDS004",
        "A part of the Swagger is left out",
        "'{0}' is left out: {1}");

    public static readonly DiagnosticDescriptor NameCollision = Error("IMDS005",
        "Two names are one in C#",
        "'{0}' and '{1}' would both be called '{2}' in C#: rename one with x-ms-client-name");

    public static readonly DiagnosticDescriptor BadTableRow = Error("IMDS006",
        "A row of a version table cannot be read",
        "The row cannot be read: {0}");

    public static readonly DiagnosticDescriptor RowWithoutTarget = Error("IMDS007",
        "A row of a version table names nothing in the Swagger",
        "The Swagger has no {0} '{1}'{2}");

    public static readonly DiagnosticDescriptor MissingRow = Warning("IMDS008",
        "Something in the Swagger has no row in the version tables",
        "The {0} '{1}' has no row in the version tables, so it is taken to exist in every version: add a row that says when it was "
        + "introduced");

    public static readonly DiagnosticDescriptor SpecFiles = Error("IMDS009",
        "The specs are incomplete or doubled",
        "{0}");

    public static readonly DiagnosticDescriptor VersionNotPinned = Warning("IMDS010",
        "The project does not say which api-version it targets",
        "No api-version is chosen, so the newest known is used, {0}: pin it with <ImdsApiVersion>{0}</ImdsApiVersion> in the project file");

    public static readonly DiagnosticDescriptor UnknownVersion = Error("IMDS011",
        "The api-version is not known",
        "'{0}' ({1}) is not an api-version that the tables know; {2}");

    public static readonly DiagnosticDescriptor MinimumAboveTarget = Error("IMDS012",
        "The minimum api-version is newer than the target",
        "The minimum api-version {0} is newer than the target {1}: lower the minimum or raise the target");

    public static readonly DiagnosticDescriptor LanguageTooOld = Error("IMDS013",
        "The C# version is too old for the generated code",
        "The generated code needs C# 9 or later and this project compiles as C# {0}: set <LangVersion>9.0</LangVersion> or later");

    public static readonly DiagnosticDescriptor RuntimeMissing = Error("IMDS014",
        "Imds.Runtime is not referenced",
        "The generated code needs the package Imds.Runtime, which this project does not reference. It comes with a PackageReference to "
        + "Imds.Generators; "
            + "where that is a GlobalPackageReference, or has ExcludeAssets, add <PackageReference Include=\"Imds.Runtime\" /> as well");

    public static readonly DiagnosticDescriptor SwaggerTooLarge = Error("IMDS015",
        "The Swagger document is too large",
        "The Swagger document goes {0}, more than a description of a metadata service can need");

    public static readonly DiagnosticDescriptor BadNamespace = Error("IMDS016",
        "ImdsNamespace is not a namespace",
        "'{0}' is not a namespace, so the generated types are in 'Imds': set ImdsNamespace to names with dots between them, such as "
        + "Contoso.Machine");

    public static readonly DiagnosticDescriptor NameTaken = Error("IMDS017",
        "The project has a type where a generated one belongs",
        "'{0}' of this project has the name of the generated '{1}': rename it, or set ImdsNamespace so that the generated types live "
        + "elsewhere");

    public static readonly DiagnosticDescriptor RootTaken = Error("IMDS018",
        "A type hides the namespace of the generated code",
        "The type '{0}' of this project hides the {1} '{0}', so nothing can be generated: {2}");

    public static readonly DiagnosticDescriptor GeneratedTwice = Warning("IMDS019",
        "Two projects have the generated types in one namespace",
        "The types in '{0}' are generated in this project, and '{1}' shows it types of the same names: drop the reference to "
        + "Imds.Generators here to use those, or set ImdsNamespace here or there");

    public static readonly DiagnosticDescriptor VersionObserved = Suggestion("IMDS020",
        "The api-version has been seen in use and is not documented",
        "Api-version {0} has been seen in use and no document describes it, so the types may lack fields that it has: the newest "
        + "documented version is {1}");

    /// <summary>The package's build files say this and the next, since no generator runs there, or notices.</summary>
    public static readonly DiagnosticDescriptor NotCSharp = Warning("IMDS021",
        "The project is not a C# project",
        "Imds.Generators writes C#, and this project is {0}: reference it in a C# library with <ImdsPublic>true</ImdsPublic>, "
            + "and that library here");

    public static readonly DiagnosticDescriptor RuntimeHidden = Warning("IMDS022",
        "The library hides the runtime from those who use it",
        "PrivateAssets=\"all\" on Imds.Generators hides the package Imds.Runtime from the projects that use this library, "
            + "and its code needs that: remove PrivateAssets, or reference Imds.Runtime as well");

    public static readonly DiagnosticDescriptor MemberTaken = Error("IMDS023",
        "The project has a member where a generated one belongs",
        "'{0}' is declared in this project, and the generated part of the type has a property of that name: rename it");

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new[]
    {
        UnreadableSwagger, UnknownReference, CircularReference, UnsupportedSchema, NameCollision, BadTableRow, RowWithoutTarget, MissingRow,
        SpecFiles, VersionNotPinned, UnknownVersion, MinimumAboveTarget, LanguageTooOld, RuntimeMissing, SwaggerTooLarge, BadNamespace,
        NameTaken, RootTaken, GeneratedTwice, VersionObserved, NotCSharp, RuntimeHidden, MemberTaken,
    }.ToDictionary(rule => rule.Id);

    public static DiagnosticDescriptor ById(string id) => All[id];

    public static IEnumerable<DiagnosticDescriptor> Every => All.Values;

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) =>
        Rule.Suggestion(Category, id, title, message);

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule.Error(Category, id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule.Warning(Category, id, title, message);
}
