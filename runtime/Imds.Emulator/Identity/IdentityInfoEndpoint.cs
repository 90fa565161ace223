using Imds.Emulator.Http;

namespace Imds.Emulator.Identity;

/// <summary>/metadata/identity/info: the tenant of the VM's identities.</summary>
internal sealed class IdentityInfoEndpoint(string tenantId, VersionLine versions) : MetadataEndpoint("identity/info", versions)
{
    public override bool IsIdentity => true;

    public override Reply Answer(ImdsRequest request) => Reply.Json($$"""{"tenantId":{{Reply.Quote(tenantId)}}}""");
}
