using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Imds.Emulator.Http;

/// <summary>The rules that hold at every endpoint, in the order the service checks them.</summary>
internal sealed class Service(IReadOnlyList<MetadataEndpoint> endpoints)
{
    private const string Root = "/metadata/";
    private const string InvalidRequest = "invalid_request";

    /// <param name="http">Method, path, query and headers.</param>
    /// <param name="body">What came with the request.</param>
    /// <param name="address">Where the client reached the service.</param>
    /// <param name="defect">What is to be wrong with an attested document.</param>
    public Reply Answer(HttpRequest http, string body, Uri address, AttestedDefect? defect = null)
    {
        var (method, path, headers, query) = (http.Method, http.Path.Value ?? "", http.Headers, http.Query);
        var (endpoint, route) = Find(path);
        if (!string.Equals(headers["Metadata"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return endpoint?.IsIdentity == true
                ? Reply.IdentityError(400, InvalidRequest, "Required metadata header not specified")
                : Reply.Error(400, "Bad request: . Required metadata header not specified");
        }

        if (headers.ContainsKey("X-Forwarded-For"))
        {
            return BadRequest(endpoint, "Bad request. A request with an X-Forwarded-For header came through a proxy and is refused");
        }

        if (endpoint is null || (route.Count > 0 && !endpoint.TakesFilters))
        {
            return Reply.NotFound();
        }

        if (!Takes(endpoint, method))
        {
            return NotAllowed(endpoint);
        }

        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1) is { Key: { } doubled })
        {
            return BadRequest(endpoint, $"Bad request. The query parameter '{doubled}' is given more than once");
        }

        var parameters = query.ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var version = endpoint.Versions is null ? "" : parameters.GetValueOrDefault("api-version", "");
        if (endpoint.Versions?.Knows(version) == false)
        {
            return WrongVersion(endpoint.Versions);
        }

        var format = parameters.GetValueOrDefault("format", "json");
        if (format != "json" && !(format == "text" && endpoint.TakesFilters))
        {
            return BadRequest(endpoint, "Bad request");
        }

        var asked = new ImdsRequest(method, route, parameters, version, AsText: format == "text", body, address) { Defect = defect };
        var reply = endpoint.Answer(asked);
        return HttpMethods.IsGet(method) && IsKnown(reply.Tag, headers.IfNoneMatch) ? reply.NotModified() : reply;
    }

    /// <summary>The endpoint a path belongs to, and the route filters behind it.</summary>
    public (MetadataEndpoint? Endpoint, IReadOnlyList<string> Route) Find(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return (null, []);
        }

        var below = path[Root.Length..];
        if (below.EndsWith('/'))
        {
            below = below[..^1];
        }

        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Versions?.Any != false))
        {
            if (below == endpoint.Path)
            {
                return (endpoint, []);
            }

            if (below.StartsWith(endpoint.Path + "/", StringComparison.Ordinal))
            {
                return (endpoint, below[(endpoint.Path.Length + 1)..].Split('/'));
            }
        }

        return (null, []);
    }

    public static Reply WrongVersion(VersionLine line) => Reply.Json(
        """{"error":"Bad request. api-version is invalid or was not specified in the request. For more information refer to """
            + $$"""aka.ms/azureimds","newest-versions":[{{string.Join(',', line.Newest.Select(Reply.Quote))}}]}""",
        400);

    /// <summary>Whether the client has the reply already: RFC 9110 compares weakly here.</summary>
    private static bool IsKnown(EntityTagHeaderValue? tag, IList<string?> known) =>
        tag is not null
        && EntityTagHeaderValue.TryParseList([.. known.OfType<string>()], out var tags)
        && tags.Any(held => held.Tag == "*" || held.Compare(tag, useStrongComparison: false));

    private static Reply BadRequest(MetadataEndpoint? endpoint, string message) => endpoint?.IsIdentity == true
        ? Reply.IdentityError(400, InvalidRequest, message)
        : Reply.Error(400, message);

    private static bool Takes(MetadataEndpoint endpoint, string method) =>
        HttpMethods.IsGet(method) || (endpoint.TakesPost && HttpMethods.IsPost(method));

    private static Reply NotAllowed(MetadataEndpoint endpoint) =>
        (endpoint.IsIdentity ? Reply.IdentityError(405, "method_not_allowed", "Not allowed") : Reply.Error(405, "Not allowed"))
        .With(HeaderNames.Allow, endpoint.TakesPost ? "GET, POST" : "GET");
}
