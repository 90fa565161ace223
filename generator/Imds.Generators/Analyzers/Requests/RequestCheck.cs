using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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

        CheckCase();
        if (IsKnownRoute)
        {
            CheckFormat(Match.Node!);
            CheckNames(Match.Node!);
        }
    }

    /// <summary>What can be told only of a text that is sent as it stands.</summary>
    public void CheckSent()
    {
        if (!IsKnownRoute || Match.Node is not { Kind: not RouteKind.Group } node)
        {
            return;
        }

        if (VerbOf(_found.User) is { } verb && !(verb == "GET" || verb == "POST" && node.Post is not null))
        {
            Report(RequestRules.Verb, null, null, _request.Route, node.Post is null ? "GET" : "GET and POST", verb);
        }

        if (!node.IsVersioned || _request.QueryIsOpen)
        {
            return;
        }

        foreach (var required in node.Parameters.Where(parameter =>
            parameter.IsRequired && _request.Find(parameter.Name) is null && VerbOf(_found.User) is null or "GET"))
        {
            Report(RequestRules.MissingParameter, null, null, _request.Route, required.Name);
        }

        if (_request.Find(RequestUrl.VersionParameter) is not null)
        {
            return;
        }

        var target = _versions.Effective(Line, _project.Target) ?? _project.Target;
        var version = node.Availability.Contains(target) ? target
            : VersionHistory.NearestTo(target, node.Availability, _project.Model.VersionsOf(Line)) ?? _project.Target;
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
            Report(RequestRules.DoubledParameter, parameter.Whole,
                Replace(withSeparator, "", $"Remove the second '{parameter.Name.Value}'"), parameter.Name.Value);
        }
    }

    private void CheckVersion()
    {
        if (_request.Find(RequestUrl.VersionParameter) is not { Value: { HasHole: false } text }
            || Match.Node is { IsVersioned: false, Kind: RouteKind.Endpoint })
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
            Report(RequestRules.UnknownVersion, text, Replace(text, best.ToString(), $"Ask with api-version {best}"), version,
                string.Join(" and ", near));
        }
        else if (IsKnownRoute && !_versions.IsBeyond(version, Line) && !_project.Model.VersionsOf(Line).Contains(version)
            && _versions.Effective(Line, version) is { } own
            && Match.Node!.Availability.Contains(own))
        {
            Report(RequestRules.OtherLine, text, Replace(text, own.ToString(), $"Ask with api-version {own}"), _request.Route, version,
                own);
        }
    }

    /// <summary>The service tells upper from lower case in the names of a path.</summary>
    private void CheckCase()
    {
        if (Match.Node?.Template.Segments is not { } names)
        {
            return;
        }

        for (var i = 0; i < names.Count && i < Match.Depth; i++)
        {
            var (segment, name) = (_request.Segments[i], names[i].Name);
            if (!names[i].IsIndex && segment.Value != name && string.Equals(segment.Value, name, StringComparison.OrdinalIgnoreCase))
            {
                Report(RequestRules.LetterCase, segment, Replace(segment, name, $"Change '{segment.Value}' to '{name}'"), segment.Value,
                    name);
            }
        }
    }

    /// <summary>A parameter that the specs lack may be one that they do not know yet; one that is nearly another is a slip.</summary>
    private void CheckNames(RouteView node)
    {
        string[] known = [.. node.Parameters.Select(parameter => parameter.Name), RequestUrl.VersionParameter, RequestUrl.FormatParameter,
            "extended"];
        foreach (var parameter in _request.Parameters)
        {
            if (!parameter.Name.HasHole && !known.Contains(parameter.Name.Value, StringComparer.OrdinalIgnoreCase)
                && Nearest.To(parameter.Name.Value, known) is { } near)
            {
                Report(RequestRules.UnknownParameter, parameter.Name,
                    Replace(parameter.Name, near, $"Change '{parameter.Name.Value}' to '{near}'"), _request.Route, parameter.Name.Value,
                    near);
            }
        }
    }

    /// <summary>The verb that a request is sent with; null where that is not to be seen.</summary>
    private static string? VerbOf(IOperation user) => user switch
    {
        IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: "HttpClient" or "HttpClientJsonExtensions" } } =>
            new[] { "Get", "Post", "Put", "Patch", "Delete" }.FirstOrDefault(verb =>
                name.StartsWith(verb, StringComparison.Ordinal))?.ToUpperInvariant(),
        IObjectCreationOperation { Type.Name: "HttpRequestMessage",
            Arguments: [{ Value: IPropertyReferenceOperation { Property: { Name: var name, ContainingType.Name: "HttpMethod" } } }, ..] } =>
            name.ToUpperInvariant(),
        _ => null,
    };

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
            Report(RequestRules.UnknownRoute, segment, Replace(withSlash, "?" + segment.Value, "Begin the query with '?'"), _request.Route,
                ": a query begins with '?'");
            return;
        }
        if (Match.Node?.Field is { } parent && _project.Uncertain.In(parent.Document, parent.Path, segment.Value, segment.Value,
            _locate(segment)) is { } seen)
        {
            _report(seen);
            return;
        }

        var near = RouteFinder.Nearest(_project.Model, Match.Node, segment.Value);
        var beside = near is null ? RouteFinder.Beside(_project.Model, _request.Segments, Match) : null;
        var isInstance = Match.Node?.Field?.Document == DocumentId.Instance
            && (_request.IsAbsolute || _request.Find(RequestUrl.VersionParameter) is not null);
        var isKnown = isInstance && !(_found.Version is { } version && _versions.IsBeyond(version, Line));
        if (near is null && beside is null && !isKnown)
        {
            return;
        }

        var prefix = Match.Node is { } node
            ? string.Join("/", _request.Segments.Take(Match.Depth).Select(part => part.Value.Replace(StringValue.Hole.ToString(), "{…}")))
                + "/" : "";
        var hint = near is not null ? $": did you mean '{prefix}{near}'?"
            : beside is not null ? $": did you mean '{beside}'?"
            : Match.Node?.Kind == RouteKind.List ? $": an element of a list is named by its index, '{prefix}0/{segment.Value}'"
            : Match.Node?.Kind == RouteKind.Leaf ? $": '{prefix.TrimEnd('/')}' is a single value" : "";
        if (hint.Length == 0 && (_found.Version is null || _found.Version >= _versions.Newest))
        {
            Report(RequestRules.NotInSpecs, segment, null, _request.Route, _versions.Newest);
            return;
        }

        Report(RequestRules.UnknownRoute, segment, near is null ? null : Replace(segment, near, $"Change '{segment.Value}' to '{near}'"),
            _request.Route, hint);
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
        var best = VersionHistory.NearestTo(version, node.Availability, _project.Model.VersionsOf(Line));
        Report(RequestRules.NotAvailable, RoutePart,
            best is { } raised ? Replace(text, raised.ToString(), $"Ask with api-version {raised}") : null,
            string.Join("/", node.Template.Segments.Select(segment => segment.IsIndex ? "{…}" : segment.Name)),
            VersionHistory.Describe(node.Availability, version) + VersionHistory.Remedy(_project.DeprecatedAt(node)), version);
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
            Report(RequestRules.NoText, value, null, $"The service has no format '{value.Value}': write 'json' or 'text'");
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
