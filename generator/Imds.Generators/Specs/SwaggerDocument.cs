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
    string Description, bool IsVersioned, IReadOnlyList<SwaggerParameter> Parameters, SwaggerSchema? Result, SwaggerSchema? Body,
    string Pointer);

/// <summary>A query parameter that a caller may give: not the api-version and not the format, which are the protocol's.</summary>
/// <param name="IsFlag">Whether its only value is <c>true</c>.</param>
internal sealed record SwaggerParameter(string Name, string? ClientName, string Description, bool IsRequired, bool IsFlag, string Pointer);

internal enum SchemaKind { String, Int32, Int64, Double, Boolean, Object, Array, Reference, Unsupported }

/// <param name="Reference">The definition that a <see cref="SchemaKind.Reference"/> names, or null where its <c>$ref</c> points
/// elsewhere.</param>
/// <param name="Bases">The schemas under <c>allOf</c>, whose properties belong to this one too.</param>
/// <param name="Format">What its text stands for; empty where the document does not say.</param>
/// <param name="Values">What <c>x-imds-values</c> says of its values.</param>
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
    string Format = "",
    IReadOnlyList<SwaggerValue>? Values = null);

/// <summary>One of the values that a text is known to have.</summary>
internal sealed record SwaggerValue(string Name, string Value, string Description, string Pointer);

internal sealed record SwaggerProperty(string Name, string? ClientName, SwaggerSchema Schema);
