namespace Imds.Runtime.Tests;

/// <summary>The endpoints as generated code has them from the specs.</summary>
internal static class ServiceEndpoints
{
    public static readonly ImdsEndpoint Versions = new("versions") { ApiVersion = "", IsCacheable = true };

    public static readonly ImdsEndpoint Instance = new("instance") { IsCacheable = true, CompletenessParameter = "extended" };

    public static readonly ImdsEndpoint Attested = new("attested/document");

    public static readonly ImdsEndpoint LoadBalancer = new("loadbalancer")
    {
        IsCacheable = true,
        NotFound = "there is no load balancer of the Standard SKU in front of this VM",
    };

    public static readonly ImdsEndpoint Token = new("identity/oauth2/token")
    {
        Limits = ImdsRequestLimits.Identity,
        ExpiryMember = "expires_on",
        BypassParameter = "bypass_cache",
        ExclusiveParameters = ["client_id", "object_id", "msi_res_id"],
        PassingRefusals = [404],
    };

    public static readonly ImdsEndpoint IdentityInfo = new("identity/info")
    {
        Limits = ImdsRequestLimits.Identity,
        IsCacheable = true,
        PassingRefusals = [404],
    };

    public static readonly ImdsEndpoint ScheduledEvents =
        new("scheduledevents") { ApiVersion = "2020-07-01", IsSlow = true, MayBeEmpty = true };

    /// <summary>A route to a path, which may lie inside the document of an endpoint.</summary>
    public static ImdsRoute Route(ImdsConnection connection, string path)
    {
        foreach (var endpoint in (ImdsEndpoint[])[Versions, Instance, Attested, LoadBalancer, Token, IdentityInfo, ScheduledEvents])
        {
            if (path == endpoint.Path || path.StartsWith(endpoint.Path + "/", StringComparison.Ordinal))
            {
                return new ImdsRoute(connection, endpoint).To(path);
            }
        }

        return new ImdsRoute(connection, path);
    }
}
