using Imds.CompilerServices;

namespace Imds.Runtime.Http;

/// <summary>What a call asks for, before it is known which version and address it goes to.</summary>
internal sealed class Request(HttpMethod method, ImdsRoute route, bool text, string query, byte[]? body)
{
    public HttpMethod Method { get; } = method;

    public ImdsRoute Route { get; } = route;

    /// <summary>Whether the reply is to be plain text, not JSON.</summary>
    public bool Text { get; } = text;

    public byte[]? Body { get; } = body;

    /// <summary>The parameters that this call alone has, as they stand in a URL.</summary>
    public string Query { get; } = query;
}
