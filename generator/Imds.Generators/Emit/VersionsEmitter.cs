namespace Imds.Generators.Emit;

/// <summary>Writes the list of api-versions, for comparing with the one that a client speaks.</summary>
internal static class VersionsEmitter
{
    public const string Name = "ImdsApiVersions";

    /// <summary>More would not be read.</summary>
    private const int MostArrivals = 6;

    public static FileTemplate Write(EquatableArray<ApiVersion> versions, Arrivals arrivals, ApiVersion target, CodeStyle style) =>
        FileTemplate.Of(Placeholder.Namespace, "", Name, style, (writer, types) =>
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
                    writer.Line($"/// <summary>Api-version {version}{Describe(arrivals.At(version))}.</summary>");
                    writer.Line($"public static {type} {version.ToIdentifier()} {{ get; }} = new {type}({string.Join(", ", parts)});");
                }
            });
        });

    private static string Describe(IReadOnlyList<string> arrivals)
    {
        var named = string.Join(", ", arrivals.Take(MostArrivals).Select(path => $"<c>{CSharpText.Xml(path)}</c>"));
        var more = arrivals.Count - MostArrivals;
        return arrivals.Count == 0 ? ", without new fields"
            : $", which added {named}{(more > 0 ? $" and {more.ToString(CultureInfo.InvariantCulture)} more" : "")}";
    }
}
