namespace Imds.Generators.Emit;

/// <summary>Writes the list of api-versions, for comparing with the one that a client speaks.</summary>
internal static class VersionsEmitter
{
    private const string Name = "ImdsApiVersions";

    public static Draft Write(EquatableArray<ApiVersion> versions, ApiVersion target, CodeStyle style) =>
        Draft.Of(Blank.Namespace, "", Name, style, (writer, types) =>
        {
            var type = types["ImdsApiVersion"];
            writer.Line("/// <summary>The api-versions of the Azure Instance Metadata Service.</summary>");
            writer.GeneratedType(types);
            writer.Block($"{style.Accessibility} static class {Name}", () =>
            {
                writer.Line($"/// <summary>The api-version that this project targets, {target}.</summary>");
                writer.Line($"public static {type} Target => {target.ToIdentifier()};");
                foreach (var version in versions)
                {
                    var parts = version.ToString().Split('-').Select(part => part.TrimStart('0'));
                    writer.Line();
                    writer.Line($"/// <summary>Api-version {version}.</summary>");
                    writer.Line($"public static {type} {version.ToIdentifier()} {{ get; }} = new {type}({string.Join(", ", parts)});");
                }
            });
        });
}
