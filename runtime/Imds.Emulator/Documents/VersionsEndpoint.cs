using Imds.Emulator.Http;

namespace Imds.Emulator.Documents;

/// <summary>/metadata/versions: asked without an api-version.</summary>
internal sealed class VersionsEndpoint(VersionLine versions) : MetadataEndpoint("versions", versions: null)
{
    public override Reply Answer(ImdsRequest request) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("apiVersions");
        foreach (var version in versions.All)
        {
            writer.WriteStringValue(version);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
