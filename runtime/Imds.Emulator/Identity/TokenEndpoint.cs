using System.Globalization;
using System.Text;
using Imds.Emulator.Http;

namespace Imds.Emulator.Identity;

/// <summary>/metadata/identity/oauth2/token: tokens that look real and are signed by nobody.</summary>
internal sealed class TokenEndpoint(IReadOnlyList<EmulatedIdentity> identities, string tenantId, TimeProvider time, VersionLine versions)
    : MetadataEndpoint("identity/oauth2/token", versions)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Dictionary<(EmulatedIdentity, string Resource), Token> _issued = [];
    private readonly object _gate = new();

    public override bool IsIdentity => true;

    public override Reply Answer(ImdsRequest request)
    {
        var resource = request["resource"];
        if (resource.Length == 0)
        {
            return Reply.IdentityError(400, "invalid_request", "Required query variable 'resource' is missing");
        }

        var chosen = new[] { "client_id", "object_id", "msi_res_id" }.Where(id => request[id].Length > 0).ToArray();
        if (chosen.Length > 1)
        {
            return Reply.IdentityError(400, "invalid_request", $"Only one of {string.Join(", ", chosen)} may be specified");
        }

        var candidates = identities.Where(identity => chosen.Length == 0 || Matches(identity, chosen[0], request[chosen[0]])).ToArray();
        var identity = candidates.FirstOrDefault(candidate => candidate.ResourceId.Length == 0) ?? candidates.FirstOrDefault();
        if (candidates.Length > 1 && identity!.ResourceId.Length > 0)
        {
            return Reply.IdentityError(400, "invalid_request",
                "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request");
        }

        return identity is null
            ? Reply.IdentityError(400, "invalid_request", "Identity not found")
            : Write(identity, resource, Issue(identity, resource, bypassCache: request["bypass_cache"] == "true"));
    }

    private static bool Matches(EmulatedIdentity identity, string parameter, string value) =>
        string.Equals(value, parameter switch
        {
            "client_id" => identity.ClientId,
            "object_id" => identity.ObjectId,
            _ => identity.ResourceId,
        }, StringComparison.OrdinalIgnoreCase);

    /// <summary>The service hands out one token again and again until half its life is over.</summary>
    private Token Issue(EmulatedIdentity identity, string resource, bool bypassCache)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!bypassCache && _issued.TryGetValue((identity, resource), out var token) && now < token.Issued + Lifetime / 2)
            {
                return token;
            }

            return _issued[(identity, resource)] = new Token(now, Encode(identity, resource, now));
        }
    }

    private Reply Write(EmulatedIdentity identity, string resource, Token token) => Reply.Json(writer =>
    {
        var expires = token.Issued + Lifetime;
        writer.WriteStartObject();
        writer.WriteString("access_token", token.Text);
        writer.WriteString("client_id", identity.ClientId);
        writer.WriteString("expires_in", Seconds((expires - time.GetUtcNow()).TotalSeconds));
        writer.WriteString("expires_on", Seconds(expires.ToUnixTimeSeconds()));
        writer.WriteString("ext_expires_in", Seconds(Lifetime.TotalSeconds));
        writer.WriteString("msi_res_id", identity.ResourceId);
        writer.WriteString("not_before", Seconds(token.Issued.ToUnixTimeSeconds()));
        writer.WriteString("object_id", identity.ObjectId);
        writer.WriteString("refresh_token", "");
        writer.WriteString("resource", resource);
        writer.WriteString("token_type", "Bearer");
        writer.WriteEndObject();
    });

    /// <summary>A JSON Web Token of algorithm "none": readable by what reads such tokens, of no use anywhere else.</summary>
    private string Encode(EmulatedIdentity identity, string resource, DateTimeOffset now)
    {
        var payload = Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("aud", resource);
            writer.WriteString("iss", $"https://sts.windows.net/{tenantId}/");
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("nbf", now.ToUnixTimeSeconds());
            writer.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
            writer.WriteString("appid", identity.ClientId);
            writer.WriteString("oid", identity.ObjectId);
            writer.WriteString("tid", tenantId);
            writer.WriteString("jti", Guid.NewGuid());
            writer.WriteEndObject();
        }).Body;
        return $"{Base64Url("""{"alg":"none","typ":"JWT"}"""u8)}.{Base64Url(payload.Span)}.";
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Seconds(double seconds) => Math.Floor(seconds).ToString("0", CultureInfo.InvariantCulture);

    private sealed record Token(DateTimeOffset Issued, string Text);
}
