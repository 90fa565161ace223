namespace Imds.Runtime;

/// <summary>What a call asks for, before it is known which version and address it goes to.</summary>
internal sealed class Request(HttpMethod method, ImdsRoute route, bool text, string query, byte[]? body)
{
    public HttpMethod Method { get; } = method;

    public ImdsRoute Route { get; } = route;

    /// <summary>Whether the reply is to be plain text, not JSON.</summary>
    public bool Text { get; } = text;

    public byte[]? Body { get; } = body;

    /// <summary>The whole URL. Nothing else puts a query together, so no parameter can come in twice.</summary>
    public string Url(string endpoint, string apiVersion)
    {
        var query = string.Concat(apiVersion.Length == 0 ? "" : "&api-version=" + apiVersion, Text ? "&format=text" : "", Query.Length == 0 ? "" : "&" + Query);
        return RouteText.Join(endpoint + "/", Route.Template, Route.Indexes, query.Length == 0 ? "" : "?" + query.Substring(1));
    }

    private string Query { get; } = query;
}
