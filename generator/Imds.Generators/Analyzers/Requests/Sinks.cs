using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>What becomes of a text.</summary>
internal enum Use
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

/// <summary>Tells the places that take requests from those that take texts of other kinds: messages, file paths, patterns of a server's own routes.</summary>
internal static class Sinks
{
    private static readonly string[] AddressWords = ["uri", "url", "path", "route", "endpoint", "address", "resource", "href", "link"];
    private static readonly string[] OtherWords = ["Log", "Trace", "Write", "Print", "Assert", "Map", "Expect", "Verify", "Mock", "Match", "Contains", "StartsWith", "EndsWith", "Equals", "Exception", "Setup", "When"];
    private static readonly string[] OtherNamespaces = ["System.IO", "Microsoft.AspNetCore", "Microsoft.Extensions.Logging", "Microsoft.Extensions.FileProviders", "System.Diagnostics", "Xunit", "NUnit", "Microsoft.VisualStudio.TestTools"];

    public static Use Of(IParameterSymbol? parameter)
    {
        if (parameter is not { ContainingSymbol: IMethodSymbol method })
        {
            return Use.None;
        }

        var isUri = IsUri(parameter.Type);
        if (!isUri && parameter.Type.SpecialType != SpecialType.System_String)
        {
            return Use.None;
        }

        var type = method.ContainingType;
        switch (type.Name)
        {
            case "HttpClient" or "HttpClientJsonExtensions" or "HttpRequestMessage" when IsIn(type, "System.Net.Http"):
                return parameter.Name == "requestUri" ? Use.Sent : Use.None;
            case "WebClient" or "WebRequest" when IsIn(type, "System.Net"):
                return parameter.Name is "address" or "requestUriString" or "requestUri" ? Use.Sent : Use.None;
            case "Uri" when IsIn(type, "System"):
                return parameter.Name is "uriString" or "relativeUri" && !isUri ? Use.Address : Use.None;
            case "ImdsRoute" when IsIn(type, "Imds.Runtime"):
                return parameter.Name == "template" ? Use.Template : Use.None;
        }
        var use = isUri ? Use.None : Has("query") ? Use.Query : AddressWords.Any(Has) ? Use.Address : Use.None;
        return use == Use.None || IsOther(method) ? Use.None : use;

        bool Has(string word) => parameter.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    public static Use Of(IPropertySymbol property) => property.ContainingType.Name switch
    {
        "HttpRequestMessage" when property.Name == "RequestUri" => Use.Sent,
        "UriBuilder" when property.Name == "Path" => Use.Address,
        "UriBuilder" when property.Name == "Query" => Use.Query,
        _ => Use.None,
    };

    /// <summary>Whether the method sends a request and gives the reply's text.</summary>
    public static bool GivesText(IInvocationOperation call) =>
        call.TargetMethod is { Name: "GetStringAsync", ContainingType: { Name: "HttpClient" } type } && IsIn(type, "System.Net.Http");

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
