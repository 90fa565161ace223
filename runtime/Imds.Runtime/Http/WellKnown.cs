using Imds.CompilerServices;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Http;

/// <summary>The endpoints that the runtime asks by itself, to find out whether and how the service answers.</summary>
internal static class WellKnown
{
    public static readonly ImdsEndpoint Versions = new("versions") { ApiVersion = "", IsCacheable = true, Members = ["apiVersions"] };

    public static readonly ImdsEndpoint Instance = new("instance") { Members = ["compute", "network"] };

    public static RequestTarget TargetOf(ImdsEndpoint endpoint, string address, string apiVersion)
    {
        var query = apiVersion.Length == 0 ? "" : "?api-version=" + apiVersion;
        return new RequestTarget(HttpMethod.Get, $"{address}/{endpoint.Path}{query}", apiVersion, endpoint.Path, endpoint);
    }
}
