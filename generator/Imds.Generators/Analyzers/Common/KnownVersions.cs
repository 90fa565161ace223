using System.Collections.Concurrent;

namespace Imds.Generators.Analyzers.Common;

/// <summary>The api-versions that an endpoint can be asked with.</summary>
internal sealed class KnownVersions
{
    private readonly ServiceView _model;
    private readonly EquatableArray<ApiVersion> _instance;
    private readonly ConcurrentDictionary<VersionLine, (HashSet<ApiVersion> All, ApiVersion FirstWithEndpoints)> _lines = new();

    public KnownVersions(ServiceView model)
    {
        (_model, _instance) = (model, model.Versions);
        Newest = _instance.LastOrDefault(version => !model.IsObserved(version));
    }

    /// <summary>The newest that a document has. What one has that was only seen in use is not known whole.</summary>
    public ApiVersion Newest { get; }

    /// <summary>Whether the line has it. An endpoint with a line of its own also answers to the versions of the others.</summary>
    public bool Has(ApiVersion version, VersionLine line) => Known(line).All.Contains(version);

    public EquatableArray<ApiVersion> Line(VersionLine line) => _model.VersionsOf(line);

    /// <summary>The version of the endpoint's own line that it answers with.</summary>
    public ApiVersion? Effective(VersionLine line, ApiVersion version) =>
        line == VersionLine.Instance ? version : _model.NewestUpTo(version, line);

    /// <summary>
    /// Whether nothing is known of a version: it is newer than the documents, or a preview from before the line's endpoints.
    /// </summary>
    public bool IsBeyond(ApiVersion version, VersionLine line) =>
        version > Newest || version < Known(line).FirstWithEndpoints && Line(line).Contains(version);

    /// <summary>The two versions around a date that is none of them, or the one that a malformed text stands for.</summary>
    public IReadOnlyList<ApiVersion> NearestTo(string text, VersionLine line) =>
        NearestVersion.To(text, Known(line).All.Where(version => !_model.IsObserved(version)),
            ApiVersion.TryParse(text, out _) || NearestVersion.TryGuess(text, out _) ? 2 : 1);

    /// <summary>The one to put in the place of a version that is none of the line's.</summary>
    public ApiVersion BestFor(string text, VersionLine line) =>
        NearestVersion.To(text, Known(line).All.Where(version => !_model.IsObserved(version)), 1).DefaultIfEmpty(Newest).First();

    private (HashSet<ApiVersion> All, ApiVersion FirstWithEndpoints) Known(VersionLine line) =>
        _lines.GetOrAdd(line, line => ([.. Line(line), .. _instance], FirstWithEndpoints(_model.All.Roots, line)));

    private static ApiVersion FirstWithEndpoints(EquatableArray<RouteView> nodes, VersionLine line)
    {
        var first = ApiVersion.Never;
        foreach (var node in nodes)
        {
            var introduced = node.Kind == RouteKind.Group ? FirstWithEndpoints(node.Children, line)
                : node.IsVersioned && node.Line == line && node.Availability.Ranges.Count > 0
                    ? node.Availability.Ranges[0].Introduced : ApiVersion.Never;
            if (introduced < first)
            {
                first = introduced;
            }
        }
        return first;
    }
}
