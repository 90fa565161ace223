using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common.Urls;

/// <summary>What becomes of a text.</summary>
internal enum SinkKind
{
    /// <summary>Nothing that is known to be a request.</summary>
    None,

    /// <summary>By its name the parameter takes an address, to which the program may add more.</summary>
    Address,

    /// <summary>By its name the parameter takes a query string.</summary>
    Query,

    /// <summary>It is sent as it stands.</summary>
    Sent,

    /// <summary>It is the template of one of our own routes.</summary>
    Template,
}

/// <summary>
/// Tells the places that take requests from those that take texts of other kinds: messages, file paths, patterns of a server's own routes.
/// </summary>
internal static class UrlSinks
{
    private static readonly string[] AddressWords = ["uri", "url", "path", "route", "endpoint", "address", "resource", "href", "link"];
    private static readonly string[] OtherWords = ["Log", "Trace", "Write", "Print", "Assert", "Map", "Expect", "Verify", "Mock", "Match",
        "Contains", "StartsWith", "EndsWith", "Equals", "Exception", "Setup", "When"];
    private static readonly string[] OtherNamespaces = ["System.IO", "Microsoft.AspNetCore", "Microsoft.Extensions.Logging",
        "Microsoft.Extensions.FileProviders", "System.Diagnostics", "Xunit", "NUnit", "Microsoft.VisualStudio.TestTools"];

    public static SinkKind Of(IParameterSymbol? parameter)
    {
        if (parameter is not { ContainingSymbol: IMethodSymbol method })
        {
            return SinkKind.None;
        }

        var isUri = IsUri(parameter.Type);
        if (!isUri && parameter.Type.SpecialType != SpecialType.System_String)
        {
            return SinkKind.None;
        }

        var type = method.ContainingType;
        switch (type.Name)
        {
            case "HttpClient" or "HttpClientJsonExtensions" or "HttpRequestMessage" when IsIn(type, "System.Net.Http"):
                return parameter.Name == "requestUri" ? SinkKind.Sent : SinkKind.None;
            case "WebClient" or "WebRequest" when IsIn(type, "System.Net"):
                return parameter.Name is "address" or "requestUriString" or "requestUri" ? SinkKind.Sent : SinkKind.None;
            case "Uri" when IsIn(type, "System"):
                return parameter.Name is "uriString" or "relativeUri" && !isUri ? SinkKind.Address : SinkKind.None;
            case "ImdsRoute" when IsIn(type, "Imds.CompilerServices"):
                return parameter.Name == "template" ? SinkKind.Template : SinkKind.None;
        }
        var use = isUri ? SinkKind.None : Has("query") ? SinkKind.Query : AddressWords.Any(Has) ? SinkKind.Address : SinkKind.None;
        return use == SinkKind.None || IsOther(method) ? SinkKind.None : use;

        bool Has(string word) => parameter.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    public static SinkKind Of(IPropertySymbol property) => property.ContainingType.Name switch
    {
        "HttpRequestMessage" when property.Name == "RequestUri" => SinkKind.Sent,
        "UriBuilder" when property.Name == "Path" => SinkKind.Address,
        "UriBuilder" when property.Name == "Query" => SinkKind.Query,
        _ => SinkKind.None,
    };

    /// <summary>Whether the method sends a request and gives the reply's text.</summary>
    public static bool GivesText(IInvocationOperation call) =>
        call.TargetMethod is { Name: "GetStringAsync", ContainingType: { Name: "HttpClient" } type } && IsIn(type, "System.Net.Http");

    /// <summary>The client of a call to <c>HttpClient</c>, of its own methods or of an extension; null for any other call.</summary>
    public static IOperation? ClientOf(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { Name: "HttpClient" or "HttpMessageInvoker" or "HttpClientJsonExtensions" } type
            && IsIn(type, "System.Net.Http")
            ? call.Instance ?? call.Arguments.FirstOrDefault()?.Value : null;

    private static bool IsOther(IMethodSymbol method)
    {
        var name = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        if (OtherWords.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0))
        {
            return true;
        }

        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.Name == "Exception" && IsIn(type, "System"))
            {
                return true;
            }
        }

        return OtherNamespaces.Any(other => IsIn(method.ContainingType, other));
    }

    private static bool IsUri(ITypeSymbol type) => type.Name == "Uri" && IsIn(type, "System");

    /// <summary>Whether the type is in the namespace, or in one inside it.</summary>
    private static bool IsIn(ITypeSymbol type, string @namespace)
    {
        for (var around = type.ContainingNamespace; around is { IsGlobalNamespace: false }; around = around.ContainingNamespace)
        {
            if (IsCalled(around, @namespace))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares from the end, and makes no text of the namespace.</summary>
    private static bool IsCalled(INamespaceSymbol @namespace, string name)
    {
        var start = name.Length - @namespace.Name.Length;
        if (start < 0 || string.CompareOrdinal(name, start, @namespace.Name, 0, @namespace.Name.Length) != 0)
        {
            return false;
        }

        return start == 0 ? @namespace.ContainingNamespace.IsGlobalNamespace
            : name[start - 1] == '.' && IsCalled(@namespace.ContainingNamespace, name.Substring(0, start - 1));
    }
}
