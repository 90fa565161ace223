namespace Imds.Runtime;

/// <summary>What was asked, for messages and exceptions.</summary>
internal sealed class Target(HttpMethod method, Uri uri, ImdsApiVersion apiVersion, string route)
{
    public HttpMethod Method { get; } = method;

    public Uri Uri { get; } = uri;

    public ImdsApiVersion ApiVersion { get; } = apiVersion;

    /// <summary>The path with its places for indexes: few in number, as what is counted must be.</summary>
    public string Template { get; } = "/metadata/" + route;

    public override string ToString() => $"{Method.Method} {Uri}";
}
