using Imds.CompilerServices;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Http;

/// <summary>What a call asks for, before it is known which version and address it goes to.</summary>
internal sealed class Request(HttpMethod method, string template, RouteIndexes indexes, ImdsEndpoint endpoint)
{
    public HttpMethod Method { get; } = method;

    /// <summary>The path below the address of the service, with places for indexes.</summary>
    public string Template { get; } = template;

    public RouteIndexes Indexes { get; } = indexes;

    public ImdsEndpoint Endpoint { get; } = endpoint;

    /// <summary>Whether the reply is to be plain text, not JSON.</summary>
    public bool Text { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>The parameters that this call alone has, as they stand in a URL.</summary>
    public string Query { get; init; } = "";

    /// <summary>
    /// Whether the request is one of many that somebody sends again and again, and so is no operation of its own to observers.
    /// </summary>
    public bool IsPolled { get; init; }
}
