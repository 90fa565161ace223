namespace Imds.Generators.Model;

/// <summary>The service over all its versions, with everything named in C#: what the specs say, joined and checked.</summary>
/// <param name="Lines">The lines of versions; the one called instance is what a project chooses from.</param>
/// <param name="Roots">The accessors that hang on the client.</param>
/// <param name="Documents">Types that no call returns but that the tables list, like the decoded attested document.</param>
internal sealed record ApiModel(
    EquatableArray<VersionLine> Lines,
    EquatableArray<ModelType> Types,
    EquatableArray<RouteNode> Roots,
    EquatableArray<ModelDocument> Documents)
{
    public VersionLine? Line(string name)
    {
        foreach (var line in Lines)
        {
            if (line.Name == name)
            {
                return line;
            }
        }

        return null;
    }
}

/// <param name="Versions">In order.</param>
internal sealed record VersionLine(string Name, EquatableArray<ApiVersion> Versions)
{
    /// <summary>The version of this line that a project gets: the newest that is not newer than the one it chose.</summary>
    public ApiVersion? NewestUpTo(ApiVersion chosen)
    {
        ApiVersion? newest = null;
        foreach (var version in Versions)
        {
            if (version <= chosen)
            {
                newest = version;
            }
        }

        return newest;
    }
}

internal enum ValueKind { String, Int32, Int64, Double, Boolean, Object }

/// <param name="TypeName">The record, for <see cref="ValueKind.Object"/>; else empty.</param>
internal readonly record struct FieldType(ValueKind Kind, string TypeName, bool IsList);

/// <summary>A record with all the fields it ever had. Fields of one history share a type; of two histories they do not, so a field has one.</summary>
internal sealed record ModelType(string Name, string Description, string Line, EquatableArray<ModelField> Fields);

/// <param name="Deprecated">Why it is of no use any more and what takes its place; empty for a field in use.</param>
/// <param name="IsSecret">Whether its value is kept out of texts made for people and logs.</param>
/// <param name="IsTime">Whether its text is a point in time.</param>
/// <param name="Signs">The definition of the document that it is the signature of; else empty.</param>
/// <param name="Paths">Everywhere that the field occurs: more than one where a type is used in several places.</param>
internal sealed record ModelField(
    string JsonName, string Name, string Description, string Deprecated, FieldType Type, bool IsSecret, bool IsTime, string Signs,
    Availability Availability, EquatableArray<FieldPath> Paths);

/// <param name="Endpoint">The endpoint's route: <c>instance</c>.</param>
/// <param name="Path">The path in its document: <c>network.interface[].macAddress</c>.</param>
internal readonly record struct FieldPath(string Endpoint, string Path)
{
    /// <summary>The endpoint that the document belongs to, which for one beside its replies is called <c>endpoint#Definition</c>.</summary>
    public string Service { get; } = Endpoint.Split('#')[0];

    public string Route { get; } = Endpoint.Split('#')[0] + "/" + Path.Replace("[]", "/{index}").Replace('.', '/');
}

/// <param name="Definition">The name in the Swagger.</param>
internal sealed record ModelDocument(string Definition, string TypeName, string Line, Availability Availability);

internal enum RouteKind
{
    /// <summary>A part of a path that only leads on: <c>identity</c>.</summary>
    Group,

    /// <summary>Something that can be called.</summary>
    Endpoint,

    /// <summary>An object inside a document, reached by a route filter.</summary>
    Object,

    /// <summary>An array inside a document.</summary>
    List,

    /// <summary>A value inside a document.</summary>
    Leaf,
}

/// <summary>A place that a URL can name.</summary>
/// <param name="Name">The member that leads here from the parent; empty for the elements of a list.</param>
/// <param name="TypeName">The accessor's type; empty for a leaf.</param>
/// <param name="Template">The route, with a hole for each index: <c>instance/network/interface/{0}/macAddress</c>.</param>
/// <param name="Type">What a GET gives, for all kinds but <see cref="RouteKind.Group"/>.</param>
/// <param name="TakesFilters">Whether it lies where <c>format=text</c> and route filters work.</param>
/// <param name="Children">The members; for a list of objects the one accessor of its elements.</param>
internal sealed record RouteNode(
    RouteKind Kind,
    string Name,
    string TypeName,
    string Template,
    string Description,
    FieldType? Type,
    Availability Availability,
    string Line,
    bool IsVersioned,
    bool TakesFilters,
    EquatableArray<RouteParameter> Parameters,
    string? PostBody,
    string PostDescription,
    WatchedFields? Watch,
    ApprovedFields? Approve,
    EquatableArray<RouteNode> Children);

/// <summary>The fields by which a list of events is watched, as <c>x-imds-watch</c> names them.</summary>
internal sealed record WatchedFields(string Incarnation, string Events, string Id, string Status);

/// <summary>The fields of the document that approves an event, as <c>x-imds-approve</c> names them.</summary>
internal sealed record ApprovedFields(string Requests, string Id);

/// <param name="Name">The name in the query string.</param>
/// <param name="Identifier">The name in C#.</param>
internal sealed record RouteParameter(
    string Name, string Identifier, string Description, bool IsRequired, bool IsFlag, Availability Availability);
