namespace Imds.Generators.Model;

/// <summary>The service over all its versions: what the specs say, joined, checked and named.</summary>
/// <param name="Roots">What hangs on the client.</param>
/// <param name="Documents">Types that no call returns but that the tables list, like the decoded attested document.</param>
/// <param name="Uncertain">Fields that have been seen, but not well enough to be in the types.</param>
internal sealed record ApiModel(
    EquatableArray<LineVersions> Lines,
    EquatableArray<ModelType> Types,
    EquatableArray<RouteNode> Roots,
    EquatableArray<ModelDocument> Documents,
    EquatableArray<UncertainField> Uncertain);

/// <param name="Name">The name that its property would have; empty where none can be made.</param>
/// <param name="Since">The version at which it was seen; null where nobody said.</param>
/// <param name="Source">Where it was seen; empty where nobody said.</param>
internal sealed record UncertainField(FieldId Field, string Name, ApiVersion? Since, string Source);

/// <param name="Versions">In order.</param>
/// <param name="Observed">Those that have been seen in use and that no document has.</param>
internal sealed record LineVersions(VersionLine Line, EquatableArray<ApiVersion> Versions, EquatableArray<ApiVersion> Observed);

/// <summary>
/// A record with all the fields it ever had. Fields of one history share a type; of two histories they do not, so a field has one.
/// </summary>
internal sealed record ModelType(string Name, string Description, VersionLine Line, EquatableArray<ModelField> Fields);

/// <param name="Name">The name of its property.</param>
/// <param name="Deprecated">Why it is of no use any more and what takes its place; empty for a field in use.</param>
/// <param name="Format">What its text stands for, as the Swagger calls it; empty where that is nothing else.</param>
/// <param name="Values">The values that it is known to have, or null.</param>
/// <param name="Reader">The method that reads its text as what it stands for; empty where that is nothing else.</param>
/// <param name="TagList">For tags in one text, the field that holds them as a list; or null.</param>
/// <param name="Signs">The definition of the document that it is the signature of; else empty.</param>
/// <param name="Ids">Everywhere that the field occurs: more than one where a type is used in several places.</param>
/// <param name="IsObserved">Whether it has been seen in use and no document has it.</param>
internal sealed record ModelField(
    string JsonName, string Name, string Description, string Deprecated, FieldType Type, string Format,
    KnownValues? Values, string Reader, TagListFields? TagList, string Signs,
    Availability Availability, EquatableArray<FieldId> Ids, bool IsObserved);

/// <param name="Definition">The name in the Swagger.</param>
internal sealed record ModelDocument(string Definition, string TypeName, VersionLine Line, Availability Availability);

/// <summary>A place that a URL can name.</summary>
/// <param name="Name">The member that leads here from the parent; empty for the elements of a list.</param>
/// <param name="TypeName">The accessor's type; empty for a leaf.</param>
/// <param name="Type">What a GET gives, for all kinds but <see cref="RouteKind.Group"/>.</param>
/// <param name="TakesFilters">Whether it lies where <c>format=text</c> and route filters work.</param>
/// <param name="Policy">How the service behaves here, for an endpoint.</param>
/// <param name="Children">The members; for a list of objects the one accessor of its elements.</param>
internal sealed record RouteNode(
    RouteKind Kind,
    string Name,
    string TypeName,
    RouteTemplate Template,
    string Description,
    FieldType? Type,
    Availability Availability,
    VersionLine Line,
    bool IsVersioned,
    bool TakesFilters,
    EquatableArray<RouteParameter> Parameters,
    EndpointPolicy? Policy,
    RoutePost? Post,
    WatchedFields? Watch,
    EquatableArray<RouteNode> Children);

/// <param name="Name">The name in the query string.</param>
/// <param name="Identifier">The name of the method's parameter.</param>
internal sealed record RouteParameter(
    string Name, string Identifier, string Description, bool IsRequired, bool IsFlag, Availability Availability);

/// <param name="Body">The type of what is sent.</param>
internal sealed record RoutePost(string Body, string Description, ApprovedFields? Approve);

/// <summary>The fields by which a list of events is watched, as <c>x-imds-watch</c> names them.</summary>
internal sealed record WatchedFields(string Incarnation, string Events, string Id, string Status);

/// <summary>The fields that hold the tags one by one, as <c>x-imds-tags</c> names them.</summary>
/// <param name="List">The list, beside the text.</param>
/// <param name="Name">The name, in an element.</param>
/// <param name="Value">The value, in an element.</param>
internal sealed record TagListFields(string List, string Name, string Value);

/// <summary>The fields of the document that approves an event, as <c>x-imds-approve</c> names them.</summary>
internal sealed record ApprovedFields(string Requests, string Id);
