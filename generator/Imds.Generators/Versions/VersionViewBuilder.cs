using Imds.Generators.Model;

namespace Imds.Generators.Versions;

/// <summary>Looks at the model at one version: what that version lacks is not there.</summary>
internal sealed class VersionViewBuilder
{
    private readonly ApiModel _model;
    private readonly IReadOnlyDictionary<VersionLine, ApiVersion?>? _lines;
    private readonly Dictionary<string, ModelType> _types;
    private readonly Dictionary<string, bool> _hasFields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EquatableArray<FieldView>> _fields = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _reached = new(StringComparer.Ordinal);

    private VersionViewBuilder(ApiModel model, IReadOnlyDictionary<VersionLine, ApiVersion?>? lines)
    {
        (_model, _lines) = (model, lines);
        _types = model.Types.ToDictionary(type => type.Name);
    }

    /// <param name="lines">The version of each line; null for all that there is at any.</param>
    public static VersionView Build(ApiModel model, IReadOnlyDictionary<VersionLine, ApiVersion?>? lines) =>
        new VersionViewBuilder(model, lines).Build();

    private VersionView Build()
    {
        var roots = Routes(_model.Roots, null);
        foreach (var document in _model.Documents)
        {
            if (Has(document.Availability, document.Line) && HasFields(document.TypeName))
            {
                Reach(document.TypeName);
            }
        }

        return new VersionView(_reached.Select(Record).ToEquatable(), roots);
    }

    private ApiVersion? VersionOf(VersionLine line) => _lines is not null && _lines.TryGetValue(line, out var version) ? version : null;

    private bool Has(Availability availability, VersionLine line) =>
        _lines is null || VersionOf(line) is { } version && availability.Contains(version);

    private VersionRange? RangeOf(Availability availability, VersionLine line) =>
        VersionOf(line) is { } version && availability.Contains(version) ? availability.RangeAt(version) : null;

    private EquatableArray<RouteView> Routes(EquatableArray<RouteNode> nodes, FieldId? parent)
    {
        var routes = new List<RouteView>();
        foreach (var node in nodes)
        {
            if (Route(node, parent) is { } route)
            {
                routes.Add(route);
            }
        }

        return routes.ToEquatable();
    }

    /// <summary>Null where nothing of it exists at this version.</summary>
    private RouteView? Route(RouteNode node, FieldId? parent)
    {
        if (node.Kind != RouteKind.Group && node.IsVersioned && !Has(node.Availability, node.Line))
        {
            return null;
        }

        var field = FieldOf(node, parent);
        var type = node.Kind != RouteKind.Group && node.Type is { } given && (given.Kind != ValueKind.Object || HasFields(given.TypeName))
            ? node.Type : null;
        var children = Routes(node.Children, field);
        var post = node.Post is { } sent && HasFields(sent.Body) ? Post(sent) : null;
        if (type is null && (node.Kind is RouteKind.List or RouteKind.Leaf || children.Count == 0 && post is null))
        {
            return null;
        }

        if (type is { Kind: ValueKind.Object } read)
        {
            Reach(read.TypeName);
        }

        var parameters = node.Parameters
            .Where(parameter => !node.IsVersioned || Has(parameter.Availability, node.Line))
            .Select(parameter => new ParameterView(
                parameter.Name, parameter.Identifier, parameter.Description, parameter.IsRequired, parameter.IsFlag,
                parameter.Availability));
        return new RouteView(node.Kind, node.Name, node.TypeName, node.Template, field, node.Description, type,
            node.Availability, RangeOf(node.Availability, node.Line), node.Line, node.IsVersioned ? VersionOf(node.Line) : null,
            node.IsVersioned, node.TakesFilters,
            parameters.ToEquatable(), node.Policy, post, type is { } watched ? Watch(node.Watch, watched) : null, children);
    }

    private static FieldId? FieldOf(RouteNode node, FieldId? parent) => node.Kind switch
    {
        RouteKind.Endpoint => new FieldId(new DocumentId(node.Template), FieldPath.Root),
        RouteKind.Group => null,
        _ when parent is { } outer =>
            outer with { Path = node.Template.Name.Length == 0 ? outer.Path.ThenItem() : outer.Path.Then(node.Template.Name) },
        _ => null,
    };

    private PostView Post(RoutePost post)
    {
        Reach(post.Body);
        return new PostView(post.Body, post.Description, Approve(post.Approve, post.Body));
    }

    private ApproveView? Approve(ApprovedFields? fields, string body) =>
        fields is not null
        && Field(body, fields.Requests) is { Type: { IsList: true, Kind: ValueKind.Object } } requests
        && Field(requests.Type.TypeName, fields.Id) is { Type: { IsList: false, Kind: ValueKind.String } } id
            ? new ApproveView(requests, id) : null;

    private WatchView? Watch(WatchedFields? fields, FieldType type) =>
        fields is not null && type is { Kind: ValueKind.Object, IsList: false }
        && Field(type.TypeName, fields.Incarnation) is { Type: { IsList: false, Kind: ValueKind.Int32 or ValueKind.Int64 } } incarnation
        && Field(type.TypeName, fields.Events) is { Type: { IsList: true, Kind: ValueKind.Object } } events
        && Field(events.Type.TypeName, fields.Id) is { Type: { IsList: false, Kind: ValueKind.String } } id
        && Field(events.Type.TypeName, fields.Status) is { Type: { IsList: false, Kind: ValueKind.String } } status
            ? new WatchView(incarnation, events, id, status) : null;

    private FieldView? Field(string typeName, string jsonName) => FieldsOf(typeName).FirstOrDefault(field => field.JsonName == jsonName);

    /// <summary>Notes that a type is needed, and those that it is made of.</summary>
    private void Reach(string typeName)
    {
        if (!_reached.Add(typeName))
        {
            return;
        }

        foreach (var field in FieldsOf(typeName))
        {
            if (field.Type.Kind == ValueKind.Object)
            {
                Reach(field.Type.TypeName);
            }
        }
    }

    private bool Exists(ModelField field, VersionLine line) =>
        Has(field.Availability, line) && (field.Type.Kind != ValueKind.Object || HasFields(field.Type.TypeName));

    private bool HasFields(string typeName)
    {
        if (!_hasFields.TryGetValue(typeName, out var has))
        {
            var type = _types[typeName];
            _hasFields[typeName] = has = type.Fields.Any(field => Exists(field, type.Line));
        }

        return has;
    }

    private EquatableArray<FieldView> FieldsOf(string typeName)
    {
        if (!_fields.TryGetValue(typeName, out var fields))
        {
            var type = _types[typeName];
            _fields[typeName] = fields = type.Fields.Where(field => Exists(field, type.Line)).Select(field => new FieldView(
                field.JsonName, field.Name, field.Description, field.Deprecated, field.Type, field.Format, field.Values,
                field.Availability, RangeOf(field.Availability, type.Line), field.Ids, field.IsObserved)).ToEquatable();
        }

        return fields;
    }

    private RecordView Record(string typeName)
    {
        var type = _types[typeName];
        return new RecordView(type.Name, type.Description, type.Line, VersionOf(type.Line), FieldsOf(typeName), Signature(type));
    }

    private SignatureView? Signature(ModelType type)
    {
        foreach (var field in type.Fields.Where(field => field.Signs.Length > 0 && field.Type is { Kind: ValueKind.String, IsList: false }))
        {
            foreach (var document in _model.Documents)
            {
                if (document.Definition == field.Signs && _reached.Contains(document.TypeName)
                    && Field(type.Name, field.JsonName) is { } view)
                {
                    return new SignatureView(view, document.TypeName);
                }
            }
        }

        return null;
    }
}
