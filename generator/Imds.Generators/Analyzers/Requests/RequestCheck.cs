using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>Holds one request to what the service has, and says each thing wrong with it once.</summary>
internal sealed class RequestCheck
{
    private readonly ImdsProject _project;
    private readonly KnownVersions _versions;
    private readonly FoundRequest _found;
    private readonly RequestUrl _request;
    private readonly Func<UrlPart?, Location> _locate;
    private readonly Action<Diagnostic> _report;

    /// <param name="locate">Where a finding about a part is shown; about the whole where there is no part.</param>
    public RequestCheck(ImdsProject project, FoundRequest found, Func<UrlPart?, Location> locate, Action<Diagnostic> report)
    {
        (_project, _found, _request, _locate, _report) = (project, found, found.Url, locate, report);
        _versions = project.Versions;
    }

    private RouteMatch Match => _found.Match;

    private bool IsKnownRoute => _found.IsKnown;

    private VersionLine Line => Match.Node?.Line ?? VersionLine.Instance;

    /// <summary>What can be told of a text that the program may still add to.</summary>
    public void CheckText()
    {
        if (_request.Scheme is { Value.Length: 5 } scheme)
        {
            Report(RequestRules.Https, scheme, Replace(scheme, "http", "Use http"));
        }

        CheckDoubled();
        CheckVersion();
        if (!Match.IsOpen && !IsKnownRoute)
        {
            CheckUnknown();
        }
        else if (Match.Node is { } node)
        {
            CheckAvailable(node);
        }

        if (IsKnownRoute)
        {
            CheckFormat(Match.Node!);
        }
    }

    /// <summary>What can be told only of a text that is sent as it stands.</summary>
    public void CheckSent()
    {
        if (!IsKnownRoute || Match.Node is not { IsVersioned: true, Kind: not RouteKind.Group } node || _request.QueryIsOpen || _request.Find(RequestUrl.VersionParameter) is not null)
        {
            return;
        }

        var version = node.Availability.Contains(_project.Target) ? _project.Target
            : VersionHistory.NearestTo(_project.Target, node.Availability, _versions.Line(Line)) ?? _project.Target;
        var addition = $"{RequestUrl.VersionParameter}={version}";
        Report(RequestRules.NoVersion, null, Append(addition, $"Add '{addition}'"), _request.Route, addition);
    }

    /// <summary>What can be told of a route and a version that come together only at run time.</summary>
    public void CheckJoined()
    {
        CheckVersion();
        if (IsKnownRoute)
        {
            CheckAvailable(Match.Node!);
        }
    }

    private void CheckDoubled()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in _request.Parameters)
        {
            if (parameter.Name.HasHole || seen.Add(parameter.Name.Value))
            {
                continue;
            }

            var withSeparator = new UrlPart("&" + parameter.Whole.Value, parameter.Whole.Start - 1);
            Report(RequestRules.DoubledParameter, parameter.Whole, Replace(withSeparator, "", $"Remove the second '{parameter.Name.Value}'"), parameter.Name.Value);
        }
    }

    private void CheckVersion()
    {
        if (_request.Find(RequestUrl.VersionParameter) is not { Value: { HasHole: false } text } || Match.Node is { IsVersioned: false, Kind: RouteKind.Endpoint })
        {
            return;
        }

        if (!ApiVersion.TryParse(text.Value, out var version))
        {
            var best = _versions.BestFor(text.Value, Line);
            Report(RequestRules.MalformedVersion, text, Replace(text, best.ToString(), $"Ask with api-version {best}"), text.Value, best);
        }
        else if (!_versions.IsBeyond(version, Line) && !IsKnown(version))
        {
            var near = _versions.NearestTo(text.Value, Line);
            var best = _versions.BestFor(text.Value, Line);
            Report(RequestRules.UnknownVersion, text, Replace(text, best.ToString(), $"Ask with api-version {best}"), version, string.Join(" and ", near));
        }
    }

    /// <summary>Where the text does not say which endpoint it is, any version of any endpoint may be meant.</summary>
    private bool IsKnown(ApiVersion version) => Match.Node is null or { Kind: RouteKind.Group }
        ? _project.Model.Lines.Any(line => _project.Model.VersionsOf(line).Contains(version)) : _versions.Has(version, Line);

    /// <summary>
    /// The specs know all of the instance document up to their newest version, so there a name that they lack is wrong. Of other endpoints,
    /// and of a text without the service's address, a name must be close to one that they have.
    /// </summary>
    private void CheckUnknown()
    {
        var segment = _request.Segments[Match.Depth];
        if (segment.Value.StartsWith(RequestUrl.VersionParameter + "=", StringComparison.OrdinalIgnoreCase))
        {
            var withSlash = new UrlPart("/" + segment.Value, segment.Start - 1);
            Report(RequestRules.UnknownRoute, segment, Replace(withSlash, "?" + segment.Value, "Begin the query with '?'"), _request.Route, ": a query begins with '?'");
            return;
        }
        var near = RouteFinder.Nearest(_project.Model, Match.Node, segment.Value);
        var isInstance = Match.Node?.Field?.Document == DocumentId.Instance
            && (_request.IsAbsolute || _request.Find(RequestUrl.VersionParameter) is not null);
        var isKnown = isInstance && !(_found.Version is { } version && _versions.IsBeyond(version, Line));
        if (near is null && !isKnown)
        {
            return;
        }

        var prefix = Match.Node is { } node ? string.Join("/", _request.Segments.Take(Match.Depth).Select(part => part.Value.Replace(StringValue.Hole.ToString(), "{…}"))) + "/" : "";
        var hint = near is not null ? $": did you mean '{prefix}{near}'?"
            : Match.Node?.Kind == RouteKind.List ? $": an element of a list is named by its index, '{prefix}0/{segment.Value}'"
            : Match.Node?.Kind == RouteKind.Leaf ? $": '{prefix.TrimEnd('/')}' is a single value" : "";
        Report(RequestRules.UnknownRoute, segment, near is null ? null : Replace(segment, near, $"Change '{segment.Value}' to '{near}'"), _request.Route, hint);
    }

    private void CheckAvailable(RouteView node)
    {
        if (node.Kind == RouteKind.Group || !node.IsVersioned || _found.Version is not { } version || _versions.IsBeyond(version, Line))
        {
            return;
        }

        if (!IsKnown(version))
        {
            return; // said already
        }

        if (_versions.Effective(Line, version) is { } effective && node.Availability.Contains(effective))
        {
            return;
        }

        var text = _request.Find(RequestUrl.VersionParameter)!.Value.Value;
        var best = VersionHistory.NearestTo(version, node.Availability, _versions.Line(Line));
        Report(RequestRules.NotAvailable, RoutePart, best is { } raised ? Replace(text, raised.ToString(), $"Ask with api-version {raised}") : null,
            string.Join("/", node.Template.Segments.Select(segment => segment.IsIndex ? "{…}" : segment.Name)), VersionHistory.Describe(node.Availability, version), version);
    }

    private void CheckFormat(RouteView node)
    {
        var format = _request.Find(RequestUrl.FormatParameter);
        if (format is { Value.HasHole: true } || _request.QueryIsOpen)
        {
            return;
        }

        if (node is { Kind: RouteKind.Leaf, TakesFilters: true })
        {
            // Without its version the query is not complete: the program adds to it, and perhaps the format.
            if (format is null && _request.Find(RequestUrl.VersionParameter) is not null)
            {
                Report(RequestRules.NeedsText, RoutePart, Append("format=text", "Add 'format=text'"), _request.Route);
            }
            else if (format is { } json && Is(json.Value, "json"))
            {
                Report(RequestRules.NeedsText, json.Value, Replace(json.Value, "text", "Change to 'format=text'"), _request.Route);
            }
        }
        if (format is not { Value: var value })
        {
            return;
        }

        if (node.Kind == RouteKind.Endpoint && !node.TakesFilters && Is(value, "text"))
        {
            Report(RequestRules.NoText, value, null, $"'{_request.Route}' is only available as JSON: remove 'format=text'");
        }
        else if (node.TakesFilters && !Is(value, "text") && !Is(value, "json"))
        {
            Report(RequestRules.NoText, value, null, $"The service supports the formats json and text, but not '{value.Value}'");
        }
    }

    private static bool Is(UrlPart part, string value) => string.Equals(part.Value, value, StringComparison.OrdinalIgnoreCase);

    private UrlPart RoutePart
    {
        get
        {
            var start = _request.Segments[0].Start;
            return new UrlPart(_request.Text.Value.Substring(start, _request.PathEnd - start), start);
        }
    }

    private Edit? Replace(UrlPart part, string text, string title) =>
        _request.Text.Locate(part.Start, part.Value.Length) is { } place ? new Edit(place, text, title) : null;

    private Edit? Append(string parameter, string title)
    {
        var value = _request.Text.Value;
        if (value.IndexOf('#') >= 0 || _request.Text.Locate(value.Length, 0) is not { } place)
        {
            return null;
        }

        var separator = !_request.HasQuery ? "?" : value[value.Length - 1] is '?' or '&' ? "" : "&";
        return new Edit(place, separator + parameter, title);
    }

    private void Report(DiagnosticDescriptor rule, UrlPart? part, Edit? edit, params object[] arguments) =>
        _report(rule.With(_locate(part), edit, arguments));
}
