using Imds.Generators.Specs;

namespace Imds.Generators.Model;

/// <summary>Joins the Swagger with the version tables to the model, and reports where one knows what the other does not.</summary>
internal sealed class ApiModelBuilder
{
    private const int MaxSuggestions = 20;

    private readonly SwaggerDocument _swagger;
    private readonly VersionTables _tables;
    private readonly List<Problem> _problems;
    private readonly TypeBuilder _types;
    private readonly RouteBuilder _root = RouteBuilder.Root();
    private readonly HashSet<RouteTemplate> _endpoints = [];
    private readonly HashSet<ParameterId> _parameters = [];

    private ApiModelBuilder(SwaggerDocument swagger, VersionTables tables, List<Problem> problems)
    {
        (_swagger, _tables, _problems) = (swagger, tables, problems);
        _types = new TypeBuilder(swagger, tables, problems);
    }

    public static ApiModel? Build(SwaggerDocument swagger, VersionTables tables, List<Problem> problems)
    {
        try
        {
            return new ApiModelBuilder(swagger, tables, problems).Build();
        }
        catch (SpecException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }
    }

    private ApiModel Build()
    {
        foreach (var path in _swagger.Paths)
        {
            _types.Count(path.Pointer);
            AddPath(path);
        }

        var documents = AddDocuments();
        ReportRowsWithoutTarget();

        var lines = _tables.Lines.OrderBy(line => line.Key.Name, StringComparer.Ordinal)
            .Select(line => new LineVersions(line.Key, line.Value.ToEquatable(),
                line.Value.Where(_tables.Observed.Contains).ToEquatable()));
        return new ApiModel(lines.ToEquatable(), _types.BuildTypes().ToEquatable(), _root.BuildChildren(), documents.ToEquatable(),
            Uncertain().ToEquatable());
    }

    private IEnumerable<UncertainField> Uncertain() => _tables.Uncertain.Distinct()
        .OrderBy(row => row.Field.Path.ToString(), StringComparer.Ordinal)
        .Select(row => new UncertainField(row.Field,
            Naming.TryMember(row.Field.Path.Steps[row.Field.Path.Steps.Count - 1].Name, out var name) ? name : "", row.Since, row.Source));

    private void AddPath(SwaggerPath path)
    {
        var endpoint = NodeFor(path);
        if (endpoint is null)
        {
            return;
        }

        var rows = _tables.Endpoints[path.Route];
        _endpoints.Add(path.Route);
        // These two are in the Swagger and in the tables, but never a caller's to give.
        _parameters.UnionWith(new[] { "api-version", "format" }.Select(name => new ParameterId(path.Route, name)));
        var isVersioned = (path.Get ?? path.Post)?.IsVersioned == true;
        if (rows.Count == 0 && isVersioned)
        {
            _problems.Add(Problem.At(Rules.MissingRow, _swagger.Map.PlaceOf(path.Pointer), "endpoint", path.Route.ToDisplay()));
        }

        endpoint.MakeEndpoint();
        endpoint.Availability = _tables.Endpoints.AvailabilityOf(path.Route) ?? Availability.Always;
        endpoint.Line = rows.Count > 0 ? rows[0].Line : VersionLine.Instance;
        endpoint.IsVersioned = isVersioned;
        endpoint.TakesFilters = rows.Count > 0 && rows[0].TakesFilters;
        endpoint.Policy = _tables.Policies.TryGetValue(path.Route, out var policy) ? policy : EndpointPolicy.Usual;

        if (path.Get is { } get)
        {
            endpoint.Description = get.Description;
            endpoint.Watch = WatchOf(get);
            endpoint.Parameters = ParametersOf(path, get, endpoint.Availability).ToEquatable();
            if (get.Result is { } result)
            {
                endpoint.Type = _types.TypeOf(result,
                    new Position(new DocumentId(path.Route), FieldPath.Root, TypeHint(path.Route.ToDisplay(), "Reply"), endpoint.Line,
                        endpoint.Availability, endpoint.TakesFilters ? endpoint : null));
            }

            if (endpoint.Type is { IsList: false, Kind: not ValueKind.Object })
            {
                LeaveOutReply(path, endpoint);
            }
        }
        if (path.Post?.Body is { } body)
        {
            var document = new DocumentId(path.Route, body.Reference ?? "body");
            var position = new Position(document, FieldPath.Root, TypeHint(path.Route.ToDisplay(), "Body"), endpoint.Line,
                endpoint.Availability, null);
            if (_types.TypeOf(body, position) is { Kind: ValueKind.Object, IsList: false } type)
            {
                endpoint.Post = new RoutePost(type.TypeName, path.Post.Description, ApproveOf(path.Post));
            }
            else
            {
                _problems.Add(Problem.At(Rules.UnsupportedSchema, _swagger.Map.PlaceOf(body.Pointer), "POST " + path.Route.ToDisplay(),
                    "its body is not an object"));
            }
        }
    }

    private WatchedFields? WatchOf(SwaggerOperation get)
    {
        return Field("incarnation") is { } incarnation && Field("events") is { } events && Field("id") is { } id
            && Field("status") is { } status
            ? new WatchedFields(incarnation, events, id, status) : null;

        string? Field(string role) => _swagger.Map.StringAt(get.Pointer + "/x-imds-watch/" + role);
    }

    private ApprovedFields? ApproveOf(SwaggerOperation post) =>
        _swagger.Map.StringAt(post.Pointer + "/x-imds-approve/requests") is { } requests
            && _swagger.Map.StringAt(post.Pointer + "/x-imds-approve/id") is { } id
            ? new ApprovedFields(requests, id) : null;

    private void LeaveOutReply(SwaggerPath path, RouteBuilder endpoint)
    {
        _problems.Add(Problem.At(Rules.UnsupportedSchema, _swagger.Map.PlaceOf(path.Pointer), "GET " + path.Route.ToDisplay(),
            "its reply is neither an object nor an array"));
        endpoint.Type = null;
    }

    /// <summary>The node for a path, with the nodes on the way to it.</summary>
    private RouteBuilder? NodeFor(SwaggerPath path)
    {
        var node = _root;
        var segments = path.Route.Segments;
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i].Name;
            var wanted = i == segments.Count - 1 && path.ClientName is not null ? path.ClientName : segment;
            if (segment is "" or "." or ".." || !Naming.TryMember(wanted, out var name))
            {
                _problems.Add(Problem.At(Rules.UnsupportedSchema, _swagger.Map.PlaceOf(path.Pointer), path.Route.ToDisplay(),
                    "no C# name can be made of the path: give it one with x-ms-client-name"));
                return null;
            }
            if (node.Children.FirstOrDefault(child => child.Name == name && child.Template.Name != segment) is { } other)
            {
                _problems.Add(Problem.At(Rules.NameCollision, _swagger.Map.PlaceOf(path.Pointer), other.Template.Name, segment, name));
                return null;
            }
            node = node.Step(segment, name);
        }
        return node;
    }

    private IEnumerable<RouteParameter> ParametersOf(SwaggerPath path, SwaggerOperation operation, Availability endpoint)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        var parameters = new List<RouteParameter>();
        foreach (var parameter in operation.Parameters)
        {
            _types.Count(parameter.Pointer);
            if (!Naming.TryParameter(parameter.ClientName ?? parameter.Name, out var identifier))
            {
                _problems.Add(Problem.At(Rules.UnsupportedSchema, _swagger.Map.PlaceOf(parameter.Pointer), parameter.Name,
                    "no C# name can be made of its name: give it one with x-ms-client-name"));
                continue;
            }
            if (taken.TryGetValue(identifier, out var other))
            {
                _problems.Add(Problem.At(Rules.NameCollision, _swagger.Map.PlaceOf(parameter.Pointer), other, parameter.Name, identifier));
                continue;
            }
            taken.Add(identifier, parameter.Name);

            var key = new ParameterId(path.Route, parameter.Name);
            _parameters.Add(key);
            var rows = _tables.Parameters.AvailabilityOf(key);
            if (rows is null)
            {
                _problems.Add(Problem.At(Rules.MissingRow, _swagger.Map.PlaceOf(parameter.Pointer), "parameter", parameter.Name));
            }

            parameters.Add(new RouteParameter(parameter.Name, identifier, parameter.Description, parameter.IsRequired, parameter.IsFlag,
                (rows ?? Availability.Always).Within(endpoint)));
        }
        return parameters.OrderByDescending(parameter => parameter.IsRequired);
    }

    /// <summary>Definitions that no call returns but that the tables list as <c>endpoint#Definition</c>.</summary>
    private List<ModelDocument> AddDocuments()
    {
        var documents = new List<ModelDocument>();
        foreach (var id in _tables.Fields.Keys.Select(key => key.Document).Distinct().ToList())
        {
            if (id.IsReply || _types.HasSeen(id) || !_swagger.Definitions.ContainsKey(id.Definition))
            {
                continue;
            }

            var (endpoint, definition) = (id.Endpoint, id.Definition);
            var reference = new SwaggerSchema(SchemaKind.Reference, "/definitions/" + JsonMap.Escape(definition), "", definition, [], [],
                null, null);
            var rows = _tables.Endpoints[endpoint];
            var line = rows.Count > 0 ? rows[0].Line : VersionLine.Instance;
            var availability = _tables.Endpoints.AvailabilityOf(endpoint) ?? Availability.Always;
            if (_types.TypeOf(reference,
                new Position(id, FieldPath.Root, TypeHint(definition, ""), line, availability, null)) is { Kind: ValueKind.Object } type)
            {
                documents.Add(new ModelDocument(definition, type.TypeName, line, availability));
            }
        }
        return documents;
    }

    /// <summary>
    /// The package's tables may know more than a project's own Swagger; a row of the project's own that meets nothing is a slip.
    /// </summary>
    private void ReportRowsWithoutTarget()
    {
        Report("field", _tables.Fields.All.Where(row => row.IsOwn && !_types.HasSeen(row.Key)),
            _types.SeenFields.Select(field => field.Path.ToString()));
        Report("endpoint", _tables.Endpoints.All.Where(row => row.IsOwn && !_endpoints.Contains(row.Key)),
            _endpoints.Select(endpoint => endpoint.ToDisplay()));
        Report("parameter", _tables.Parameters.All.Where(row => row.IsOwn && !_parameters.Contains(row.Key)),
            _parameters.Select(parameter => parameter.Name));
    }

    /// <summary>Only the first of many rows get a suggestion: for each, all names are looked through.</summary>
    private void Report<TKey>(string what, IEnumerable<TableRow<TKey>> rows, IEnumerable<string> known)
    {
        var (names, count) = (known.Distinct().ToList(), 0);
        foreach (var row in rows)
        {
            var near = count++ < MaxSuggestions ? Nearest.To(row.Name, names) : null;
            _problems.Add(Problem.At(Rules.RowWithoutTarget, row.Place, what, row.Name, near is null ? "" : $": did you mean '{near}'?"));
        }
    }

    private static string TypeHint(string name, string suffix) => Naming.TryType(name, out var type) ? type + suffix : "Document" + suffix;
}
