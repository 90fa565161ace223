namespace Imds.Generators.Model;

/// <summary>Projects the model on one version: what that version lacks is not there, and all that remains gets its final form.</summary>
internal sealed class Projection
{
    private readonly ApiModel _model;
    private readonly Dictionary<string, ModelType> _types;
    private readonly Dictionary<string, ApiVersion?> _lineVersions;
    private readonly List<AccessorModel> _accessors = [];
    private readonly SortedSet<string> _reached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _hasFields = new(StringComparer.Ordinal);

    private Projection(ApiModel model, ApiVersion version)
    {
        _model = model;
        _types = model.Types.ToDictionary(type => type.Name);
        _lineVersions = model.Lines.ToDictionary(line => line.Name, line => line.NewestUpTo(version));
    }

    /// <param name="minimum">The oldest version that the client may fall back to; none unless given.</param>
    public static VersionModel On(ApiModel model, ApiVersion version, string @namespace, ApiVersion? minimum = null)
    {
        var projection = new Projection(model, version);
        var client = projection.Members(model.Roots);
        projection.ReachDocuments();
        var records = projection._reached.Select(name => projection.Record(projection._types[name]));
        return new VersionModel(@namespace, version.ToString(), records.ToEquatable(), projection._accessors.ToEquatable(), (minimum ?? version).ToString(), projection.Between(minimum ?? version, version), client);
    }

    private EquatableArray<string> Between(ApiVersion minimum, ApiVersion target) =>
        (_model.Line(Specs.VersionTables.InstanceLine)?.Versions ?? []).Where(version => version >= minimum && version < target).Select(version => version.ToString()).ToEquatable();

    private ApiVersion? VersionOf(string line) => _lineVersions.TryGetValue(line, out var version) ? version : null;

    private bool Has(Availability availability, string line) => VersionOf(line) is { } version && availability.Contains(version);

    private EquatableArray<MemberModel> Members(EquatableArray<RouteNode> nodes)
    {
        var members = new List<MemberModel>();
        foreach (var node in nodes)
        {
            if (Member(node) is { } member)
            {
                members.Add(member);
            }
        }

        return members.ToEquatable();
    }

    /// <summary>The step to a node, whose accessor is made on the way; null where nothing of it exists at this version.</summary>
    private MemberModel? Member(RouteNode node)
    {
        if (node.Kind != RouteKind.Group && node.IsVersioned && !Has(node.Availability, node.Line))
        {
            return null;
        }

        var description = node.Description;
        string type;
        if (node.Kind == RouteKind.Leaf)
        {
            type = $"ImdsLeaf<{Keyword(node.Type!.Value.Kind)}>";
        }
        else
        {
            if (Accessor(node) is not { } accessor)
            {
                return null;
            }

            _accessors.Add(accessor);
            type = node.TypeName;
            description = accessor.Description;
        }
        return new MemberModel(node.Name, type, node.Template, description, Introduced(node.Availability, node.Line), MemberVersion(node));
    }

    /// <summary>A step inside an endpoint keeps the endpoint's version; the step to it says which that is.</summary>
    private string? MemberVersion(RouteNode node)
    {
        if (node.Kind != RouteKind.Endpoint)
        {
            return null;
        }

        if (!node.IsVersioned)
        {
            return "";
        }

        return node.Line == Specs.VersionTables.InstanceLine ? null : VersionOf(node.Line)?.ToString();
    }

    private AccessorModel? Accessor(RouteNode node)
    {
        if (node.Kind == RouteKind.List)
        {
            var item = node.Children.Count == 1 ? Member(node.Children[0]) : null;
            return Has(node) ? new AccessorModel(node.TypeName, node.Description, node.Template, Version(node), item, Get(node), null, node.TakesFilters, null, []) : null;
        }

        var members = Members(node.Children);
        var get = node.Kind != RouteKind.Group ? Get(node) : null;
        var post = node.PostBody is { } body && HasFields(body) ? new PostModel(Reach(body), node.PostDescription, Approve(node.Approve, body)) : null;
        if (members.Count == 0 && get is null && post is null)
        {
            return null;
        }

        var description = node.Kind == RouteKind.Group ? $"What the service has under `{node.Template}`." : node.Description;
        return new AccessorModel(node.TypeName, description, node.Template, Version(node), null, get, post, node.TakesFilters && get is not null, get is null ? null : Watch(node.Watch, node.Type!.Value), members);
    }

    private WatchModel? Watch(WatchedFields? fields, FieldType type)
    {
        if (fields is null || type is not { Kind: ValueKind.Object, IsList: false })
        {
            return null;
        }

        return Field(type.TypeName, fields.Incarnation) is { Type.Kind: ValueKind.Int32 or ValueKind.Int64 } incarnation
            && Field(type.TypeName, fields.Events) is { Type: { IsList: true, Kind: ValueKind.Object } } events
            && Field(events.Type.TypeName, fields.Id) is { Type.Kind: ValueKind.String } id
            && Field(events.Type.TypeName, fields.Status) is { Type.Kind: ValueKind.String } status
            ? new WatchModel(events.Type.TypeName, incarnation.Name, events.Name, id.Name, status.Name) : null;
    }

    private ApproveModel? Approve(ApprovedFields? fields, string body) =>
        fields is not null
        && Field(body, fields.Requests) is { Type: { IsList: true, Kind: ValueKind.Object } } requests
        && Field(requests.Type.TypeName, fields.Id) is { Type: { IsList: false, Kind: ValueKind.String } } id
            ? new ApproveModel(requests.Name, requests.Type.TypeName, id.Name) : null;

    private ModelField? Field(string typeName, string jsonName) => FieldsOf(_types[typeName]).FirstOrDefault(field => field.JsonName == jsonName);

    private string Version(RouteNode node) => node.IsVersioned ? VersionText(node.Line) : "";

    /// <summary>The version of a line of its own, or the blank for what every version calls its own.</summary>
    private string VersionText(string line) => line == Specs.VersionTables.InstanceLine ? Blank.Version : VersionOf(line)?.ToString() ?? "";

    private bool Has(RouteNode node) => node.Type is { } type && (type.Kind != ValueKind.Object || HasFields(type.TypeName));

    private GetModel? Get(RouteNode node)
    {
        if (node.Type is not { } type || !Has(node))
        {
            return null;
        }

        var item = type.Kind == ValueKind.Object ? Reach(type.TypeName) : Keyword(type.Kind);
        var parameters = node.Parameters
            .Where(parameter => !node.IsVersioned || Has(parameter.Availability, node.Line))
            .Select(parameter => new ParameterModel(parameter.Name, parameter.Identifier, parameter.Description, parameter.IsRequired, parameter.IsFlag));
        return new GetModel(type.IsList ? $"ImdsList<{item}>" : item, item, type.Kind, node.IsVersioned, type.IsList, parameters.ToEquatable());
    }

    private void ReachDocuments()
    {
        foreach (var document in _model.Documents)
        {
            if (Has(document.Availability, document.Line) && HasFields(document.TypeName))
            {
                Reach(document.TypeName);
            }
        }
    }

    /// <summary>Notes that a type is needed, and those that it is made of.</summary>
    private string Reach(string typeName)
    {
        if (_reached.Add(typeName))
        {
            foreach (var field in FieldsOf(_types[typeName]))
            {
                if (field.Type.Kind == ValueKind.Object)
                {
                    Reach(field.Type.TypeName);
                }
            }
        }

        return typeName;
    }

    private IEnumerable<ModelField> FieldsOf(ModelType type) => type.Fields.Where(field =>
        Has(field.Availability, type.Line) && (field.Type.Kind != ValueKind.Object || HasFields(field.Type.TypeName)));

    private bool HasFields(string typeName)
    {
        if (!_hasFields.TryGetValue(typeName, out var has))
        {
            _hasFields[typeName] = has = FieldsOf(_types[typeName]).Any();
        }

        return has;
    }

    private RecordModel Record(ModelType type)
    {
        var fields = FieldsOf(type).ToList();
        var properties = fields.Select(field => Property(type, field, fields));
        return new RecordModel(type.Name, type.Description, VersionText(type.Line), properties.ToEquatable(), Times(fields).ToEquatable(), Signature(fields));
    }

    private static IEnumerable<TimeModel> Times(List<ModelField> fields) => fields
        .Where(field => field.IsTime && !field.Type.IsList && !fields.Exists(other => other.Name == "Get" + field.Name))
        .Select(field => new TimeModel("Get" + field.Name, field.Name, Naming.Field(field.Name)));

    private SignatureModel? Signature(List<ModelField> fields)
    {
        foreach (var field in fields.Where(field => field.Signs.Length > 0 && field.Type is { Kind: ValueKind.String, IsList: false }))
        {
            foreach (var document in _model.Documents)
            {
                if (document.Definition == field.Signs && _reached.Contains(document.TypeName) && !fields.Exists(other => other.Name == "VerifyAsync"))
                {
                    return new SignatureModel(Naming.Field(field.Name), document.TypeName);
                }
            }
        }

        return null;
    }

    private PropertyModel Property(ModelType type, ModelField field, List<ModelField> siblings)
    {
        var item = field.Type.Kind == ValueKind.Object ? field.Type.TypeName : Keyword(field.Type.Kind);
        var expression = field.Type.Kind == ValueKind.Object ? InExpression(field.Type.TypeName, siblings) : item;
        var (text, empty) = field.Type switch
        {
            { IsList: true } => ($"ImdsList<{item}>", $"ImdsList<{item}>.Empty"),
            { Kind: ValueKind.Object } => (item, expression + ".Empty"),
            { Kind: ValueKind.String } => (item, "\"\""),
            _ => (item, ""),
        };
        return new PropertyModel(field.JsonName, field.Name, Naming.Field(field.Name), text, item, field.Type.Kind, field.Type.IsList, empty, field.IsSecret,
            field.Description, field.Paths.Select(path => Origin(type, field, path)).ToEquatable());
    }

    /// <summary>
    /// A type's name inside a record's body. Where the record has a property of that name and another type, the plain name would mean
    /// the property.
    /// </summary>
    private string InExpression(string typeName, List<ModelField> siblings) =>
        siblings.Find(sibling => sibling.Name == typeName) is { } sibling && (sibling.Type.IsList || sibling.Type.TypeName != typeName)
            ? RecordName(typeName)
            : typeName;

    private string RecordName(string typeName) => $"global::{Blank.Namespace}.{typeName}";

    private OriginModel Origin(ModelType type, ModelField field, FieldPath path)
    {
        var range = field.Availability.RangeAt(VersionOf(type.Line)!.Value);
        return new OriginModel(path.Service, path.Path, path.Route, Text(range.Introduced), range.Withdrawn == ApiVersion.Never ? "" : range.Withdrawn.ToString());
    }

    private string Introduced(Availability availability, string line) =>
        VersionOf(line) is { } version && availability.Contains(version) ? Text(availability.RangeAt(version).Introduced) : "";

    private static string Text(ApiVersion version) => version == default ? "" : version.ToString();

    private static string Keyword(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => "int",
        ValueKind.Int64 => "long",
        ValueKind.Double => "double",
        ValueKind.Boolean => "bool",
        _ => "string",
    };
}
