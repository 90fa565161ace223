using Imds.CompilerServices;

namespace Imds.Runtime.Routing;

/// <summary>What was asked, for messages and exceptions.</summary>
internal sealed class RequestTarget(HttpMethod method, string url, string apiVersion, string route, ImdsEndpoint endpoint)
{
    public HttpMethod Method { get; } = method;

    public string Url { get; } = url;

    public Uri Uri { get; } = new(url);

    /// <summary>How the service behaves there.</summary>
    public ImdsEndpoint Endpoint { get; } = endpoint;

    /// <summary>Whether the whole document of the endpoint was asked for, and so has the members that tell it from others.</summary>
    public bool IsWholeDocument => Endpoint.Members.Count > 0 && route == Endpoint.Path;

    /// <summary>The version asked for; empty if none.</summary>
    public string ApiVersion { get; } = apiVersion;

    /// <summary>The path with its places for indexes: few in number, as what is counted must be.</summary>
    public string Template => "/metadata/" + route;

    public override string ToString() => $"{Method.Method} {Uri}";
}
