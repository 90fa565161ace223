namespace Imds.Generators.Versions;

/// <summary>What there is at one version, or over all versions: what it means, and nothing of how it is written.</summary>
/// <param name="Records">The types that something here leads to, by name.</param>
/// <param name="Values">The lists of known values that their fields have, by name.</param>
/// <param name="Roots">What hangs on the client.</param>
internal sealed record VersionView(EquatableArray<RecordView> Records, EquatableArray<ValuesView> Values, EquatableArray<RouteView> Roots);

/// <summary>A list of known values.</summary>
/// <param name="Line">That of its first field.</param>
/// <param name="Version">The version of its line; null over all versions.</param>
/// <param name="Fields">The fields that have them, everywhere that these occur.</param>
internal sealed record ValuesView(KnownValues Known, VersionLine Line, ApiVersion? Version, EquatableArray<FieldId> Fields);

/// <param name="Version">The version of its line; null over all versions.</param>
/// <param name="Signature">The field that is the signature of a document, or null.</param>
internal sealed record RecordView(
    string Name, string Description, VersionLine Line, ApiVersion? Version, EquatableArray<FieldView> Fields, SignatureView? Signature);

/// <summary>A field of a record.</summary>
/// <param name="JsonName">Its name in the service.</param>
/// <param name="Name">The name of its property.</param>
/// <param name="Deprecated">Why it is of no use any more and what takes its place; empty for a field in use.</param>
/// <param name="Format">What its text stands for, as the Swagger calls it (<c>boolean</c>, <c>uuid</c>); empty where that is nothing
/// else.</param>
/// <param name="Values">The values that it is known to have, or null.</param>
/// <param name="Reader">The method that reads its text as what it stands for; empty where that is nothing else.</param>
/// <param name="TagList">For tags in one text, the list of the same tags; null where there is none.</param>
/// <param name="Availability">The versions of the record's line that have it.</param>
/// <param name="Range">The range of these that the version lies in; null over all versions.</param>
/// <param name="Ids">Everywhere that it occurs.</param>
/// <param name="IsObserved">Whether it has been seen in use and no document has it.</param>
internal sealed record FieldView(
    string JsonName, string Name, string Description, string Deprecated, FieldType Type, string Format,
    KnownValues? Values, string Reader, TagListView? TagList,
    Availability Availability, VersionRange? Range, EquatableArray<FieldId> Ids, bool IsObserved = false)
{
    /// <summary>Whether its value is kept out of texts made for people and logs.</summary>
    public bool IsSecret => Kind == TextKind.Secret;

    /// <summary>What its text stands for.</summary>
    public TextKind Kind => TextKinds.Of(Format);
}

/// <summary>A field that has been seen, but not well enough to be in the types.</summary>
/// <param name="Name">The name that its property would have; empty where none can be made.</param>
/// <param name="Since">The version at which it was seen; null where nobody said.</param>
/// <param name="Source">Where it was seen; empty where nobody said.</param>
internal sealed record UncertainView(FieldId Field, string Name, ApiVersion? Since, string Source);

/// <param name="List">The property with the tags one by one, beside the one with the text.</param>
/// <param name="Name">The property of a tag that is its name.</param>
/// <param name="Value">The property of a tag that is its value.</param>
internal sealed record TagListView(string List, string Name, string Value);

/// <param name="Field">The field that holds the signature.</param>
/// <param name="Document">The record of what is signed.</param>
internal sealed record SignatureView(FieldView Field, string Document);

/// <summary>A place that a URL can name.</summary>
/// <param name="Name">The member that leads here from the parent; empty for the elements of a list.</param>
/// <param name="TypeName">The accessor's type; empty for a leaf.</param>
/// <param name="Field">What it is in its endpoint's document: the root for the endpoint itself, null for a group.</param>
/// <param name="Type">What a GET gives; null where there is none.</param>
/// <param name="Availability">The versions of its line that have it.</param>
/// <param name="Range">The range of these that the version lies in; null over all versions.</param>
/// <param name="Version">The version of its line; null over all versions, and where the service asks for none.</param>
/// <param name="IsVersioned">Whether the service asks for a version.</param>
/// <param name="TakesFilters">Whether it lies where <c>format=text</c> and route filters work.</param>
/// <param name="Policy">How the service behaves here, for an endpoint.</param>
/// <param name="Children">The members; for a list of objects the one accessor of its elements.</param>
internal sealed record RouteView(
    RouteKind Kind,
    string Name,
    string TypeName,
    RouteTemplate Template,
    FieldId? Field,
    string Description,
    FieldType? Type,
    Availability Availability,
    VersionRange? Range,
    VersionLine Line,
    ApiVersion? Version,
    bool IsVersioned,
    bool TakesFilters,
    EquatableArray<ParameterView> Parameters,
    EndpointPolicy? Policy,
    PostView? Post,
    WatchView? Watch,
    EquatableArray<RouteView> Children)
{
    /// <summary>Whether the version that the client speaks is asked for, rather than one of a line of its own, or none.</summary>
    public bool IsNegotiated => Kind == RouteKind.Group || IsVersioned && Line == VersionLine.Instance;
}

/// <param name="Name">The name in the query string.</param>
/// <param name="Identifier">The name of the method's parameter.</param>
/// <param name="IsFlag">Whether its only value is <c>true</c>.</param>
internal sealed record ParameterView(
    string Name, string Identifier, string Description, bool IsRequired, bool IsFlag, Availability Availability);

/// <param name="Body">The record that is sent.</param>
/// <param name="Approve">The short form for one event, or null.</param>
internal sealed record PostView(string Body, string Description, ApproveView? Approve);

/// <param name="Requests">The field of the body that holds the requests.</param>
/// <param name="Id">The field of a request that names the event.</param>
internal sealed record ApproveView(FieldView Requests, FieldView Id);

/// <summary>The fields by which a list of events is watched.</summary>
/// <param name="Incarnation">The number of the list, in the document.</param>
/// <param name="Events">The list, in the document.</param>
/// <param name="Id">The name of an event.</param>
/// <param name="Status">Where an event has got to.</param>
internal sealed record WatchView(FieldView Incarnation, FieldView Events, FieldView Id, FieldView Status);
