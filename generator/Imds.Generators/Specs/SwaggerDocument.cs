namespace Imds.Generators.Specs;

/// <summary>What the generator takes from a Swagger 2.0 document, as it stands there: nothing resolved, nothing named in C# yet.</summary>
internal sealed record SwaggerDocument(
    IReadOnlyList<SwaggerPath> Paths,
    IReadOnlyDictionary<string, SwaggerSchema> Definitions,
    JsonMap Map);

/// <param name="ClientName">The C# name asked for with <c>x-ms-client-name</c>, or null.</param>
internal sealed record SwaggerPath(RouteTemplate Route, string? ClientName, string Pointer, SwaggerOperation? Get, SwaggerOperation? Post);

/// <param name="IsVersioned">Whether it takes an <c>api-version</c>.</param>
internal sealed record SwaggerOperation(
    string Description, bool IsVersioned, IReadOnlyList<SwaggerParameter> Parameters, SwaggerSchema? Result, SwaggerSchema? Body, string Pointer);

/// <summary>A query parameter that a caller may give: not the api-version and not the format, which are the protocol's.</summary>
/// <param name="IsFlag">Whether its only value is <c>true</c>.</param>
internal sealed record SwaggerParameter(string Name, string? ClientName, string Description, bool IsRequired, bool IsFlag, string Pointer);

internal enum SchemaKind { String, Int32, Int64, Double, Boolean, Object, Array, Reference, Unsupported }

/// <param name="Reference">The definition that a <see cref="SchemaKind.Reference"/> names, or null where its <c>$ref</c> points elsewhere.</param>
/// <param name="Bases">The schemas under <c>allOf</c>, whose properties belong to this one too.</param>
/// <param name="IsTime">Whether its text is a point in time, as its <c>format</c> says.</param>
/// <param name="IsSecret">Whether it is not to be shown, as <c>format: password</c> says.</param>
/// <param name="Unsupported">Why the schema cannot become C#, for <see cref="SchemaKind.Unsupported"/>.</param>
internal sealed record SwaggerSchema(
    SchemaKind Kind,
    string Pointer,
    string Description,
    string? Reference,
    IReadOnlyList<SwaggerProperty> Properties,
    IReadOnlyList<SwaggerSchema> Bases,
    SwaggerSchema? Items,
    string? Unsupported,
    bool IsSecret = false,
    bool IsTime = false);

internal sealed record SwaggerProperty(string Name, string? ClientName, SwaggerSchema Schema);
