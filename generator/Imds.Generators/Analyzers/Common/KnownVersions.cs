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

    /// <summary>The two versions around a date that is none of them, or the one that a malformed text stands for.</summary>
    public IReadOnlyList<ApiVersion> NearestTo(string text, string line) =>
        NearestVersion.To(text, Known(line).All, ApiVersion.TryParse(text, out _) || NearestVersion.TryGuess(text, out _) ? 2 : 1);

    /// <summary>The one to put in the place of a version that is none of the line's.</summary>
    public ApiVersion BestFor(string text, string line) => NearestVersion.To(text, Known(line).All, 1).DefaultIfEmpty(Newest).First();

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
