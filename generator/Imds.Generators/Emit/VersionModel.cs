namespace Imds.Generators.Emit;

/// <summary>
/// One version as it will be written: every name, type and text settled. Emitters decide nothing any more. Its namespace and its name
/// stand here alone; elsewhere there is a <see cref="Placeholder"/> for them.
/// </summary>
/// <param name="Minimum">The oldest version that the client may fall back to; its own where it may not.</param>
/// <param name="Known">The versions that it may fall back to.</param>
/// <param name="Values">The classes of known values.</param>
/// <param name="HasClient">Whether the client is written: not where a type of the project has its name.</param>
internal sealed record VersionModel(
    string Namespace,
    string ApiVersion,
    EquatableArray<RecordModel> Records,
    EquatableArray<ValuesModel> Values,
    EquatableArray<AccessorModel> Accessors,
    string Minimum,
    EquatableArray<string> Known,
    EquatableArray<MemberModel> ClientMembers,
    bool HasClient);

/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Utf8Literals">Whether the language has <c>"…"u8</c>.</param>
/// <param name="AsyncDisposable">Whether the client implements IAsyncDisposable.</param>
/// <param name="RootNamespace">Where the types of the chosen version live.</param>
/// <param name="Hidden">Names of types of others that mean something else there, as the project has types of these names.</param>
internal readonly record struct CodeStyle(string Accessibility, bool Utf8Literals, bool AsyncDisposable, string RootNamespace,
    EquatableArray<string> Hidden);

/// <param name="ApiVersion">The version of its own line.</param>
/// <param name="Own">Names that members have in the project's own parts of the record: of these it writes none.</param>
internal sealed record RecordModel(
    string Name, string Description, string ApiVersion, EquatableArray<PropertyModel> Properties, EquatableArray<ReaderModel> Readers,
    SignatureModel? Signature, EquatableArray<string> Own)
{
    /// <summary>Of all versions, few of one name differ.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}

/// <summary>A method that gives a text as what it stands for.</summary>
/// <param name="Tags">For tags, the type of a tag in the list of them and how it is read; null where the text is all that there is.</param>
internal sealed record ReaderModel(string Method, string Property, string Field, TextKind Kind, TagListModel? Tags);

/// <param name="Field">The field behind the list.</param>
internal sealed record TagListModel(string Field, string Property, string Name, string Value);

/// <summary>A class of constants.</summary>
/// <param name="Fields">The fields that can have these values, as paths.</param>
internal sealed record ValuesModel(
    string Name, string ApiVersion, bool IsClosed, EquatableArray<string> Fields, EquatableArray<KnownValue> Constants)
{
    /// <summary>Of all versions, few of one name differ.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}

/// <summary>The method that checks a signature and gives what is signed.</summary>
internal sealed record SignatureModel(string Field, string Document);

/// <param name="Field">The field behind the property.</param>
/// <param name="Type">The type as it is written.</param>
/// <param name="Item">The same, or the type of an element where it is a list.</param>
/// <param name="Empty">The value of an absent field.</param>
/// <param name="Reader">The method that reads it as what it stands for; empty where there is none.</param>
/// <param name="Values">The class of its known values; empty where there is none.</param>
/// <param name="IsClosed">Whether it can have no others.</param>
internal sealed record PropertyModel(
    string JsonName, string Name, string Field, string Type, string Item, ValueKind Kind, bool IsList, string Empty, bool IsSecret,
    string Description,
    string Reader, string Values, bool IsClosed, EquatableArray<OriginModel> Origins);

/// <summary>One of the places where a field is found, for its documentation and its attribute.</summary>
/// <param name="Introduced">Empty where the tables do not say.</param>
internal readonly record struct OriginModel(string Endpoint, string Path, string Route, string Introduced, string Withdrawn);

/// <param name="Item">What the indexer gives, for a list whose elements have routes.</param>
/// <param name="Get">The call that reads what is here, or null.</param>
/// <param name="Lists">Whether the names of what is here can be asked for.</param>
internal sealed record AccessorModel(
    string Name, string Description, bool IsGroup, string Template, string ApiVersion, MemberModel? Item, GetModel? Get, PostModel? Post,
    bool Lists,
    WatchModel? Watch, AttestModel? Attest,
    EquatableArray<MemberModel> Members)
{
    /// <summary>Of all versions, few of one name differ.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}

/// <summary>A step from one accessor to the next.</summary>
/// <param name="IsLeaf">Whether it is the last one, to a value.</param>
/// <param name="IsGroup">Whether it leads to endpoints and is none itself, so that it has no URL.</param>
/// <param name="Version">The version of a line of its own; "" where the call takes none, null where it is the client's.</param>
/// <param name="Endpoint">The endpoint, where one begins here.</param>
internal sealed record MemberModel(
    string Name, string Type, bool IsLeaf, bool IsGroup, string Template, string Description, string Introduced, string? Version,
    EndpointModel? Endpoint);

/// <summary>How the service behaves at the endpoint that a member leads to.</summary>
/// <param name="OlderVersions">The versions of a line of its own that will do where the service does not know the endpoint's.</param>
internal sealed record EndpointModel(EquatableArray<string> OlderVersions, EndpointPolicy Policy);

/// <param name="Type">What the call gives.</param>
/// <param name="Item">The same, or the type of an element where it is a list.</param>
/// <param name="Kind">The kind of an element, or of the whole.</param>
internal sealed record GetModel(string Type, string Item, ValueKind Kind, bool IsVersioned, bool IsList,
    EquatableArray<ParameterModel> Parameters);

internal sealed record ParameterModel(string Name, string Identifier, string Description, bool IsRequired, bool IsFlag);

/// <param name="Approve">The short form for one event, or null.</param>
internal sealed record PostModel(string Type, string Description, ApproveModel? Approve);

/// <param name="Requests">The property that holds the requests.</param>
/// <param name="Request">The type of one.</param>
/// <param name="Id">Its property that names the event.</param>
internal sealed record ApproveModel(string Requests, string Request, string Id);

/// <summary>How a reply is asked for with a nonce, and the signed document in it is checked.</summary>
/// <param name="Signature">The property of the reply that holds the signed document.</param>
/// <param name="Document">The type of the document.</param>
internal sealed record AttestModel(string Signature, string Document);

/// <summary>The types and properties by which a list of events is watched.</summary>
internal sealed record WatchModel(string Event, string Incarnation, string Events, string Id, string Status);
