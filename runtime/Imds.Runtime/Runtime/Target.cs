namespace Imds.Runtime;

/// <summary>What was asked, for messages and exceptions.</summary>
internal sealed class Target(HttpMethod method, Uri uri, ImdsApiVersion apiVersion)
{
    public HttpMethod Method { get; } = method;

    public Uri Uri { get; } = uri;

    public ImdsApiVersion ApiVersion { get; } = apiVersion;

    public override string ToString() => $"{Method.Method} {Uri}";
}
