using Imds.Generators.Versions;

namespace Imds.Generators.Emit;

/// <summary>Turns the view of a version into what is written: the types, names and expressions of C#.</summary>
internal sealed class Lowering
{
    private readonly List<AccessorModel> _accessors = [];
    private readonly EquatableArray<string> _taken;
    private readonly ILookup<string, string> _own;
    private readonly Dictionary<string, SignatureView> _signatures;

    private readonly Func<VersionLine, EquatableArray<ApiVersion>> _olderOf;

    private Lowering(VersionView view, Func<VersionLine, EquatableArray<ApiVersion>> olderOf, EquatableArray<string> taken,
        ILookup<string, string> own)
    {
        (_olderOf, _taken, _own) = (olderOf, taken, own);
        _signatures = view.Records.Where(record => record.Signature is not null)
            .ToDictionary(record => record.Name, record => record.Signature!, StringComparer.Ordinal);
    }

    /// <param name="olderOf">The versions of a line that the client may fall back to, in order; none where it may not.</param>
    /// <param name="taken">Names that types of the project have. A record of such a name gets another, so that all else compiles.</param>
    /// <param name="own">The members that the project declares in parts of its own, by the name of the type.</param>
    public static VersionModel Lower(
        VersionView view, ApiVersion version, string @namespace, Func<VersionLine, EquatableArray<ApiVersion>> olderOf,
        EquatableArray<string> taken, ILookup<string, string> own)
    {
        var lowering = new Lowering(view, olderOf, taken, own);
        var known = olderOf(VersionLine.Instance);
        var client = lowering.Members(view.Roots).Where(member => !own[ClientEmitter.Name].Contains(member.Name)).ToEquatable();
        var minimum = known.Count > 0 ? known[0] : version;
        return new VersionModel(@namespace, version.ToString(),
            view.Records.Select(lowering.Record).ToEquatable(), lowering.Values(view.Values).ToEquatable(),
            lowering._accessors.ToEquatable(),
            minimum.ToString(), known.Select(older => older.ToString()).ToEquatable(), client, !taken.Contains(ClientEmitter.Name));
    }

    private EquatableArray<MemberModel> Members(EquatableArray<RouteView> routes) => routes.Select(Member).ToEquatable();

    /// <summary>The step to a route, whose accessor is made on the way.</summary>
    private MemberModel Member(RouteView route)
    {
        var description = route.Description;
        var type = route.TypeName;
        if (route.Kind == RouteKind.Leaf)
        {
            type = Keyword(route.Type!.Value.Kind);
        }
        else
        {
            var accessor = Accessor(route);
            _accessors.Add(accessor);
            description = accessor.Description;
        }
        return new MemberModel(route.Name, type, route.Kind == RouteKind.Leaf, route.Kind == RouteKind.Group, route.Template.ToString(),
            description, Text(route.Range?.Introduced), MemberVersion(route), Endpoint(route));
    }

    /// <summary>A step inside an endpoint keeps the endpoint's version; the step to it says which that is.</summary>
    private static string? MemberVersion(RouteView route) =>
        route.Kind != RouteKind.Endpoint ? null
        : !route.IsVersioned ? ""
        : route.Line == VersionLine.Instance ? null : route.Version?.ToString();

    private EndpointModel? Endpoint(RouteView route) =>
        route is not { Kind: RouteKind.Endpoint, Policy: { } policy } ? null : new EndpointModel(
        route.Line == VersionLine.Instance || !route.IsVersioned
            ? [] : _olderOf(route.Line).Select(older => older.ToString()).ToEquatable(), policy);

    private AccessorModel Accessor(RouteView route)
    {
        var isList = route.Kind == RouteKind.List;
        var item = isList && route.Children.Count == 1 ? Member(route.Children[0]) : null;
        var members = isList ? [] : Members(route.Children);
        var description = route.Kind == RouteKind.Group ? GroupDescription(route) : route.Description;
        return new AccessorModel(
            route.TypeName, description, route.Kind == RouteKind.Group, route.Template.ToString(),
            route.IsVersioned ? VersionText(route.Line, route.Version) : "",
            item, Get(route), Post(route.Post), route.TakesFilters && route.Type is not null, Watch(route.Watch), Attest(route), members);
    }

    private static string GroupDescription(RouteView group) =>
        $"The endpoints below `{group.Template}`: {string.Join(", ", EndpointsOf(group).Select(endpoint => $"`{endpoint.Template}`"))}.";

    private static IEnumerable<RouteView> EndpointsOf(RouteView group) =>
        group.Children.SelectMany(child => child.Kind == RouteKind.Group ? EndpointsOf(child) : [child]);

    private GetModel? Get(RouteView route)
    {
        if (route.Type is not { } type)
        {
            return null;
        }

        var item = Item(type);
        var parameters = route.Parameters.Select(parameter =>
            new ParameterModel(parameter.Name, parameter.Identifier, parameter.Description, parameter.IsRequired, parameter.IsFlag));
        return new GetModel(type.IsList ? $"ImdsList<{item}>" : item, item, type.Kind, route.IsVersioned, type.IsList,
            parameters.ToEquatable());
    }

    private AttestModel? Attest(RouteView route) =>
        route.Type is { Kind: ValueKind.Object, IsList: false } type && _signatures.TryGetValue(type.TypeName, out var signature)
        && route.Parameters is [{ Name: "nonce", IsFlag: false }]
            ? new AttestModel(signature.Field.Name, RecordName(signature.Document)) : null;

    private WatchModel? Watch(WatchView? watch) => watch is null ? null
        : new WatchModel(RecordName(watch.Events.Type.TypeName), watch.Incarnation.Name, watch.Events.Name, watch.Id.Name,
            watch.Status.Name);

    private PostModel? Post(PostView? post) => post is null ? null
        : new PostModel(RecordName(post.Body), post.Description, post.Approve is not { } approve ? null
            : new ApproveModel(approve.Requests.Name, RecordName(approve.Requests.Type.TypeName), approve.Id.Name));

    private RecordModel Record(RecordView record)
    {
        var name = RecordName(record.Name);
        var own = _own[name].ToEquatable();
        var fields = record.Fields.Select(field => own.Contains(field.Reader) ? field with { Reader = "" } : field).ToEquatable();
        return new RecordModel(name, record.Description, VersionText(record.Line, record.Version),
            fields.Select(field => Property(field, fields)).ToEquatable(),
            fields.Where(field => field.Reader.Length > 0).Select(Reader).ToEquatable(), Signature(record), own);
    }

    private static ReaderModel Reader(FieldView field) => new(field.Reader, field.Name, CSharpText.Field(field.Name), field.Kind,
        field.TagList is { } tags ? new TagListModel(CSharpText.Field(tags.List), tags.List, tags.Name, tags.Value) : null);

    /// <summary>The constants are a convenience, so where the project has a type of that name they stand back.</summary>
    private IEnumerable<ValuesModel> Values(EquatableArray<ValuesView> values) => values
        .Where(known => !_taken.Contains(known.Known.TypeName))
        .Select(known => new ValuesModel(known.Known.TypeName, VersionText(known.Line, known.Version), known.Known.IsClosed,
            known.Fields.Select(Path).Distinct().ToEquatable(), known.Known.Values));

    private static string Path(FieldId field) =>
        field.Document == DocumentId.Instance ? field.Path.ToString() : $"{field.Document.Endpoint}: {field.Path}";

    private SignatureModel? Signature(RecordView record) =>
        record.Signature is { } signature && !record.Fields.Any(other => other.Name == "VerifyAsync")
            ? new SignatureModel(CSharpText.Field(signature.Field.Name), RecordName(signature.Document)) : null;

    private PropertyModel Property(FieldView field, EquatableArray<FieldView> siblings)
    {
        var item = Item(field.Type);
        var expression = field.Type.Kind == ValueKind.Object ? InExpression(item, siblings) : item;
        var (text, empty) = field.Type switch
        {
            { IsList: true } => ($"ImdsList<{item}>", $"ImdsList<{item}>.Empty"),
            { Kind: ValueKind.Object } => (item, expression + ".Empty"),
            { Kind: ValueKind.String } => (item, "\"\""),
            _ => (item, ""),
        };
        return new PropertyModel(field.JsonName, field.Name, CSharpText.Field(field.Name), text, item, field.Type.Kind, field.Type.IsList,
            empty, field.IsSecret,
            field.Description, field.Reader, field.Values is { } values && !_taken.Contains(values.TypeName) ? values.TypeName : "",
            field.Values?.IsClosed == true,
            field.Ids.Select(id => Origin(id, field.Range!.Value)).ToEquatable());
    }

    private static OriginModel Origin(FieldId id, VersionRange range) => new(
        id.Document.Endpoint.ToString(), id.Path.ToString(), id.Route.ToDisplay(),
        Text(range.Introduced), range.Withdrawn == ApiVersion.Never ? "" : range.Withdrawn.ToString());

    /// <summary>
    /// A type's name inside a record's body. Where the record has a property of that name and another type, the plain name would mean
    /// the property.
    /// </summary>
    private static string InExpression(string typeName, EquatableArray<FieldView> siblings) =>
        siblings.Any(sibling => sibling.Name == typeName && (sibling.Type.IsList || sibling.Type.TypeName != typeName))
            ? $"global::{Placeholder.Namespace}.{typeName}" : typeName;

    private string RecordName(string typeName) => _taken.Contains(typeName) ? RecordName(typeName + "Model") : typeName;

    private string Item(FieldType type) => type.Kind == ValueKind.Object ? RecordName(type.TypeName) : Keyword(type.Kind);

    /// <summary>The version of a line of its own, or the placeholder for what every version calls its own.</summary>
    private static string VersionText(VersionLine line, ApiVersion? version) =>
        line == VersionLine.Instance ? Placeholder.Version : version?.ToString() ?? "";

    private static string Text(ApiVersion? version) => version is { } known && known != default ? known.ToString() : "";

    private static string Keyword(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => "int",
        ValueKind.Int64 => "long",
        ValueKind.Double => "double",
        ValueKind.Boolean => "bool",
        _ => "string",
    };
}
