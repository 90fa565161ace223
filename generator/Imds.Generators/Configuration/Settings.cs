using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Configuration;

/// <summary>What the project file says, as it is written there.</summary>
internal sealed record ProjectSettings(
    string ApiVersion, string MinimumApiVersion, EquatableArray<string> AdditionalApiVersions, bool IsPublic, string Namespace,
    bool HasPolySharp)
{
    public static ProjectSettings Read(AnalyzerConfigOptions options) => new(
        Property(options, "ImdsApiVersion"),
        Property(options, "ImdsMinimumApiVersion"),
        // The build turns the semicolons of the property to commas: a semicolon begins a comment in the file that brings it here.
        Property(options, "ImdsAdditionalApiVersionList").Split([','], StringSplitOptions.RemoveEmptyEntries)
            .Select(version => version.Trim()).Where(version => version.Length > 0).ToEquatable(),
        string.Equals(Property(options, "ImdsPublic"), "true", StringComparison.OrdinalIgnoreCase),
        Property(options, "ImdsNamespace"),
        WritesInit(options));

    /// <summary>Where the generated types live: what the property says if that is a name, and else the default.</summary>
    public string RootNamespace => Namespace.Length > 0 && IsNamespace(Namespace) ? Namespace : "Imds";

    /// <summary>Whether a text is a namespace as one writes it, without keywords among its names.</summary>
    public static bool IsNamespace(string text) => text.Length <= 200
        && text.Split('.').All(name => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None);

    /// <summary>
    /// Whether PolySharp writes the type behind <c>init</c> where there is none. No generator sees what another writes, but PolySharp has
    /// the build say how it is set up.
    /// </summary>
    private static bool WritesInit(AnalyzerConfigOptions options)
    {
        const string Included = "PolySharpIncludeGeneratedTypes";
        return options.TryGetValue("build_property." + Included, out _)
            && !Names("PolySharpExcludeGeneratedTypes").Contains(Surroundings.Init)
            && (Property(options, Included).Length == 0 || Names(Included).Contains(Surroundings.Init));

        IEnumerable<string> Names(string property) => Property(options, property).Split(',').Select(name => name.Trim());
    }

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) ? value.Trim() : "";
}

/// <summary>What <c>[assembly: ImdsApiVersion]</c> says; it wins over the project file.</summary>
internal sealed record AttributeSettings(string ApiVersion, Place? Place, string Minimum, Place? MinimumPlace)
{
    public static AttributeSettings? Read(AttributeData attribute, CancellationToken cancellationToken)
    {
        if (attribute.ConstructorArguments.FirstOrDefault().Value is not string version)
        {
            return null;
        }

        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken)
            as Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax;
        var arguments = syntax?.ArgumentList?.Arguments;
        var minimum = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Minimum").Value.Value as string ?? "";
        return new AttributeSettings(
            version, Generators.Diagnostics.Place.From(arguments?.FirstOrDefault()?.GetLocation()),
            minimum, Generators.Diagnostics.Place.From(
                arguments?.FirstOrDefault(argument => argument.NameEquals is not null)?.GetLocation()));
    }
}

/// <summary>What the generated code meets in the project.</summary>
/// <param name="HasAsyncDisposable">
/// Whether the platform itself has IAsyncDisposable. .NET Standard has it from a package that an app on .NET which uses the library would
/// not bring, so the client there is disposed by pattern alone, which <c>await using</c> takes as well.
/// </param>
/// <param name="HasHosting">Whether the package is referenced that registers clients with an application's services.</param>
internal sealed record Surroundings(LanguageVersion Language, bool HasRuntime, bool HasInit, bool HasAsyncDisposable, bool HasHosting)
{
    public const string Init = "System.Runtime.CompilerServices.IsExternalInit";

    // Asked after every keystroke: what the references alone can answer is not looked for among all types.
    public static Surroundings Of(Compilation compilation, ParseOptions options, ProjectSettings project) => new(
        ((CSharpParseOptions)options).LanguageVersion,
        References(compilation, "Imds.Runtime"),
        compilation.ObjectType.ContainingAssembly.GetTypeByMetadataName(Init) is not null || HasOneInit(compilation, project.HasPolySharp),
        compilation.ObjectType.ContainingAssembly.GetTypeByMetadataName("System.IAsyncDisposable") is not null,
        References(compilation, "Imds.Extensions.Hosting"));

    private static bool References(Compilation compilation, string name) =>
        compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == name);

    /// <summary>
    /// The compiler takes the project's own, or else the one that it sees: two that projects show to this one are an error to it.
    /// </summary>
    private static bool HasOneInit(Compilation compilation, bool hasPolySharp)
    {
        var visible = compilation.GetTypesByMetadataName(Init)
            .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)).ToList();
        return visible.Count switch
        {
            0 => hasPolySharp,
            1 => true,
            _ => visible.Exists(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)),
        };
    }
}
