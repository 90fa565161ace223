namespace Imds.Runtime.Routing;

/// <summary>What was asked, for messages and exceptions.</summary>
internal sealed class Target(HttpMethod method, string url, string apiVersion, string route)
{
    public HttpMethod Method { get; } = method;

    public string Url { get; } = url;

    public Uri Uri { get; } = new(url);

    /// <summary>The version asked for; empty if none.</summary>
    public string ApiVersion { get; } = apiVersion;

    /// <summary>The path with its places for indexes: few in number, as what is counted must be.</summary>
    public string Template => "/metadata/" + route;

    public override string ToString() => $"{Method.Method} {Uri}";
}
