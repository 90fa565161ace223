namespace Imds.Generators.Analyzers;

/// <summary>The api-versions that an endpoint can be asked with.</summary>
internal sealed class KnownVersions(ApiModel model)
{
    private readonly EquatableArray<ApiVersion> _instance = model.Line(Specs.VersionTables.InstanceLine)?.Versions ?? [];

    public ApiVersion Newest => _instance.Count > 0 ? _instance[_instance.Count - 1] : default;

    /// <summary>An endpoint with a line of its own also answers to the versions of the others.</summary>
    public IEnumerable<ApiVersion> Of(string line) => Line(line).Concat(_instance).Distinct().OrderBy(version => version);

    public EquatableArray<ApiVersion> Line(string line) => model.Line(line)?.Versions ?? [];

    /// <summary>The version of the endpoint's own line that it answers with.</summary>
    public ApiVersion? Effective(string line, ApiVersion version) => line == Specs.VersionTables.InstanceLine ? version : model.Line(line)?.NewestUpTo(version);

    /// <summary>Whether nothing is known of a version: it is newer than the tables, or a preview from before the line's endpoints.</summary>
    public bool IsBeyond(ApiVersion version, string line) =>
        version > Newest || Line(line).Contains(version) && version < FirstWithEndpoints(model.Roots, line);

    public IEnumerable<ApiVersion> NearestTo(string text, string line)
    {
        var known = Of(line).ToList();
        var near = ApiVersion.TryParse(text, out var version)
            ? known.OrderBy(other => other.DistanceTo(version)).Take(2).OrderBy(other => other)
            : known.OrderByDescending(other => Same(other.ToString(), text)).ThenByDescending(other => other).Take(1);
        return near;
    }

    /// <summary>How much of a text that is no date a version shares: 2021-2-1 means 2021-02-01 rather than 2023-07-01.</summary>
    private static int Same(string version, string text)
    {
        var parts = text.Split('-', '_', '.', '/').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        var own = version.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        var same = 0;
        while (same < own.Count && same < parts.Count && own[same] == parts[same]) same++;
        if (same > 0) return same;
        var digits = new string([.. text.Where(char.IsDigit)]);
        return digits == version.Replace("-", "") ? 3 : 0;
    }

    private static ApiVersion FirstWithEndpoints(EquatableArray<RouteNode> nodes, string line)
    {
        var first = ApiVersion.Never;
        foreach (var node in nodes)
        {
            var introduced = node.Kind == RouteKind.Group ? FirstWithEndpoints(node.Children, line)
                : node.IsVersioned && node.Line == line && node.Availability.Ranges.Count > 0 ? node.Availability.Ranges[0].Introduced : ApiVersion.Never;
            if (introduced < first) first = introduced;
        }
        return first;
    }
}
