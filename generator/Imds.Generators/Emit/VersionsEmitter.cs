namespace Imds.Generators.Emit;

/// <summary>Writes the list of api-versions, for comparing with the one that a client speaks.</summary>
internal static class VersionsEmitter
{
    public static Draft Write(EquatableArray<ApiVersion> versions, ApiVersion target, string accessibility) =>
        Draft.Of("Imds", "ImdsApiVersions", ["System"], writer =>
        {
            writer.Line("/// <summary>The api-versions of the Azure Instance Metadata Service.</summary>");
            writer.Block($"{accessibility} static class ImdsApiVersions", () =>
            {
                writer.Line($"/// <summary>The version that this project targets, {target}.</summary>");
                writer.Line($"public static ImdsApiVersion Target => {target.ToIdentifier()};");
                foreach (var version in versions)
                {
                    var parts = version.ToString().Split('-').Select(part => part.TrimStart('0'));
                    writer.Line();
                    writer.Line($"/// <summary>Api-version {version}.</summary>");
                    writer.Line($"public static ImdsApiVersion {version.ToIdentifier()} {{ get; }} = new ImdsApiVersion({string.Join(", ", parts)});");
                }
            });
        });
}
