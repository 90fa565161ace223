namespace Imds.Generators.Primitives;

/// <summary>
/// How the service behaves at an endpoint: what a client may keep, must wait for and may send again. The default is how most behave.
/// </summary>
/// <param name="IsIdentity">Whether its requests have the limits of identity.</param>
/// <param name="IsCacheable">Whether an old reply is as good as a new one.</param>
/// <param name="Expiry">The member that says until when a document is good; else empty.</param>
/// <param name="Bypass">The flag by which a request asks for a document that the service has not kept; else empty.</param>
/// <param name="Completeness">The flag by which a request refuses a document that lacks a part; else empty.</param>
/// <param name="Exclusive">The parameters of which a request may have one at most.</param>
/// <param name="IsSlow">Whether the first reply may take minutes.</param>
/// <param name="Passing">The refusals that pass when the request is sent again.</param>
/// <param name="Members">The members of which the document has one at least.</param>
/// <param name="MayBeEmpty">Whether a reply without content stands for an empty document.</param>
/// <param name="NotFound">What a status 404 means, as a clause; else empty.</param>
internal sealed record EndpointPolicy(
    bool IsIdentity, bool IsCacheable, string Expiry, string Bypass, string Completeness, EquatableArray<string> Exclusive,
    bool IsSlow, EquatableArray<int> Passing, EquatableArray<string> Members, bool MayBeEmpty, string NotFound)
{
    public static EndpointPolicy Usual { get; } = new(false, false, "", "", "", [], false, [], [], false, "");
}
