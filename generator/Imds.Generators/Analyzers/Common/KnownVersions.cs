using System.Collections.Concurrent;

namespace Imds.Generators.Analyzers.Common;

/// <summary>The api-versions that an endpoint can be asked with.</summary>
internal sealed class KnownVersions
{
    private readonly ApiModel _model;
    private readonly EquatableArray<ApiVersion> _instance;
    private readonly ConcurrentDictionary<string, (HashSet<ApiVersion> All, ApiVersion FirstWithEndpoints)> _lines = new(StringComparer.Ordinal);

    public KnownVersions(ApiModel model) => (_model, _instance) = (model, model.Line(Specs.VersionTables.InstanceLine)?.Versions ?? []);

    public ApiVersion Newest => _instance.Count > 0 ? _instance[_instance.Count - 1] : default;

    /// <summary>Whether the line has it. An endpoint with a line of its own also answers to the versions of the others.</summary>
    public bool Has(ApiVersion version, string line) => Known(line).All.Contains(version);

    public EquatableArray<ApiVersion> Line(string line) => _model.Line(line)?.Versions ?? [];

    /// <summary>The version of the endpoint's own line that it answers with.</summary>
    public ApiVersion? Effective(string line, ApiVersion version) => line == Specs.VersionTables.InstanceLine ? version : _model.Line(line)?.NewestUpTo(version);

    /// <summary>Whether nothing is known of a version: it is newer than the tables, or a preview from before the line's endpoints.</summary>
    public bool IsBeyond(ApiVersion version, string line) =>
        version > Newest || version < Known(line).FirstWithEndpoints && Line(line).Contains(version);

    public IEnumerable<ApiVersion> NearestTo(string text, string line)
    {
        var known = Known(line).All.OrderBy(version => version).ToList();
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
        while (same < own.Count && same < parts.Count && own[same] == parts[same])
        {
            same++;
        }

        if (same > 0)
        {
            return same;
        }

        var digits = new string([.. text.Where(char.IsDigit)]);
        return digits == version.Replace("-", "") ? 3 : 0;
    }

    private (HashSet<ApiVersion> All, ApiVersion FirstWithEndpoints) Known(string line) =>
        _lines.GetOrAdd(line, line => ([.. Line(line), .. _instance], FirstWithEndpoints(_model.Roots, line)));

    private static ApiVersion FirstWithEndpoints(EquatableArray<RouteNode> nodes, string line)
    {
        var first = ApiVersion.Never;
        foreach (var node in nodes)
        {
            var introduced = node.Kind == RouteKind.Group ? FirstWithEndpoints(node.Children, line)
                : node.IsVersioned && node.Line == line && node.Availability.Ranges.Count > 0 ? node.Availability.Ranges[0].Introduced : ApiVersion.Never;
            if (introduced < first)
            {
                first = introduced;
            }
        }
        return first;
    }
}
