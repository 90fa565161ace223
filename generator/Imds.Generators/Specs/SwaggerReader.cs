using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Imds.Generators.Specs;

/// <summary>Reads a Swagger 2.0 document with Microsoft.OpenApi, and from the text itself what that reader does not give.</summary>
internal sealed class SwaggerReader
{
    private readonly JsonMap _map;
    private readonly List<Problem> _problems;

    private SwaggerReader(JsonMap map, List<Problem> problems) => (_map, _problems) = (map, problems);

    /// <summary>The document, or null where it is beyond reading. What is wrong goes to <paramref name="problems"/>.</summary>
    public static SwaggerDocument? Read(SpecFile file, List<Problem> problems)
    {
        try
        {
            var map = JsonMap.Read(file.Path, file.Text);
            CheckFormat(map);
            return SwaggerShape.Check(file.Text, map, problems) ? new SwaggerReader(map, problems).Read(Load(file, map)) : null;
        }
        catch (SpecException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }
    }

    private static void CheckFormat(JsonMap map)
    {
        if (map.StringAt("/swagger") != "2.0")
        {
            throw new SpecException(Rules.UnreadableSwagger, map.PlaceOf("/swagger"),
                "it does not say \"swagger\": \"2.0\", the only format that is read");
        }
    }

    private static ReadResult Load(SpecFile file, JsonMap map)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file.Text));
            return OpenApiDocument.Load(stream, OpenApiConstants.Json);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The library promises no set of exceptions for documents that are JSON but no Swagger; whichever comes means the same.
            throw new SpecException(Rules.UnreadableSwagger, map.PlaceOf(""), $"it is JSON but not Swagger 2.0 ({exception.Message})");
        }
    }

    private SwaggerDocument? Read(ReadResult result)
    {
        foreach (var error in result.Diagnostic?.Errors ?? [])
        {
            _problems.Add(Problem.At(Rules.UnreadableSwagger, _map.PlaceOf(ToPointer(error.Pointer)), error.Message.TrimEnd('.')));
        }

        if (result.Document is not { } document)
        {
            return null;
        }

        var definitions = new Dictionary<string, SwaggerSchema>(StringComparer.Ordinal);
        foreach (var definition in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            definitions[definition.Key] = ReadSchema(definition.Value, "/definitions/" + JsonMap.Escape(definition.Key));
        }

        var paths = new List<SwaggerPath>();
        foreach (var path in document.Paths ?? [])
        {
            if (ReadPath(path.Key, path.Value) is { } read)
            {
                paths.Add(read);
            }
        }

        return new SwaggerDocument(paths, definitions, _map);
    }

    private SwaggerPath? ReadPath(string route, IOpenApiPathItem item)
    {
        var pointer = "/paths/" + JsonMap.Escape(route);
        if (route.IndexOf('{') >= 0 && item.Parameters is { Count: > 0 } | HasPathParameter(item))
        {
            _problems.Add(Problem.At(Rules.UnsupportedSchema, _map.PlaceOf(pointer), route,
                "paths with parameters in them are not supported"));
            return null;
        }
        return new SwaggerPath(RouteTemplate.Parse(route), Text(item.Extensions, "x-ms-client-name"), pointer,
            ReadOperation(item, HttpMethod.Get, pointer + "/get"), ReadOperation(item, HttpMethod.Post, pointer + "/post"));
    }

    private static bool HasPathParameter(IOpenApiPathItem item) =>
        item.Operations?.Values.Any(operation => operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            == true;

    private SwaggerOperation? ReadOperation(IOpenApiPathItem item, HttpMethod method, string pointer)
    {
        if (item.Operations is null || !item.Operations.TryGetValue(method, out var operation))
        {
            return null;
        }

        var parameters = (item.Parameters ?? []).Concat(operation.Parameters ?? [])
            .Where(parameter => parameter.In == ParameterLocation.Query).ToList();
        var given = new List<SwaggerParameter>();
        foreach (var parameter in parameters.Where(parameter => parameter.Name is { Length: > 0 } and not ("api-version" or "format")))
        {
            given.Add(new SwaggerParameter(parameter.Name!, Text(parameter.Extensions, "x-ms-client-name"), parameter.Description ?? "",
                parameter.Required, IsFlag(parameter), pointer + "/parameters"));
        }

        return new SwaggerOperation(
            operation.Description ?? operation.Summary ?? "",
            parameters.Any(parameter => parameter.Name == "api-version"),
            given,
            SchemaOf(operation.Responses?.FirstOrDefault(response => response.Key == "200").Value?.Content,
                pointer + "/responses/200/schema"),
            SchemaOf(operation.RequestBody?.Content, BodyPointer(pointer)),
            pointer);
    }

    private static bool IsFlag(IOpenApiParameter parameter) =>
        parameter.Schema?.Type == JsonSchemaType.Boolean
        || parameter.Schema?.Enum is { Count: 1 } values && values[0] is JsonValue value && value.TryGetValue<string>(out var only)
            && only == "true";

    private string BodyPointer(string operation)
    {
        var index = 0;
        while (_map.Has(ParameterAt(index)) && _map.StringAt(ParameterAt(index) + "/in") != "body")
        {
            index++;
        }

        return ParameterAt(index) + "/schema";

        string ParameterAt(int i) => operation + "/parameters/" + i.ToString(CultureInfo.InvariantCulture);
    }

    private SwaggerSchema? SchemaOf(IDictionary<string, IOpenApiMediaType>? content, string pointer) =>
        content?.Values.FirstOrDefault()?.Schema is { } schema ? ReadSchema(schema, pointer) : null;

    private SwaggerSchema ReadSchema(IOpenApiSchema schema, string pointer)
    {
        // What stands beside a $ref documents the property better than what the definition says of itself.
        var description = _map.StringAt(pointer + "/description");
        if (schema is OpenApiSchemaReference reference)
        {
            return Schema(SchemaKind.Reference, description ?? "", reference: DefinitionName(reference, pointer));
        }

        description ??= schema.Description ?? "";
        if (schema.AdditionalProperties is not null && schema.Properties is not { Count: > 0 })
        {
            return Unsupported("a map of free names (additionalProperties) is not supported");
        }

        switch (schema.Type)
        {
            case JsonSchemaType.String: return Schema(SchemaKind.String, description) with { Format = schema.Format ?? "",
                Values = ReadValues(pointer) };
            case JsonSchemaType.Boolean: return Schema(SchemaKind.Boolean, description);
            case JsonSchemaType.Number: return Schema(SchemaKind.Double, description);
            case JsonSchemaType.Integer: return Schema(schema.Format == "int64" ? SchemaKind.Int64 : SchemaKind.Int32, description);
            case JsonSchemaType.Array when schema.Items is null: return Unsupported("the array does not say what it holds (items)");
            case JsonSchemaType.Array: return Schema(SchemaKind.Array,
                description) with { Items = ReadSchema(schema.Items!, pointer + "/items") };
            case JsonSchemaType.Object or null when schema.Properties is { Count: > 0 } || schema.AllOf is { Count: > 0 }: break;
            case JsonSchemaType.Object: return Unsupported("the object has no properties");
            case null: return Unsupported("it has no type");
            default: return Unsupported("it has a type that Swagger 2.0 does not know");
        }

        var properties = new List<SwaggerProperty>();
        foreach (var property in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var at = pointer + "/properties/" + JsonMap.Escape(property.Key);
            properties.Add(new SwaggerProperty(property.Key, _map.StringAt(at + "/x-ms-client-name"), ReadSchema(property.Value, at)));
        }
        var bases = (schema.AllOf ?? []).Select((part, i) =>
            ReadSchema(part, pointer + "/allOf/" + i.ToString(CultureInfo.InvariantCulture)));
        return Schema(SchemaKind.Object, description) with { Properties = properties, Bases = [.. bases] };

        SwaggerSchema Unsupported(string why) => Schema(SchemaKind.Unsupported, description) with { Unsupported = why };

        SwaggerSchema Schema(SchemaKind kind, string text, string? reference = null) =>
            new(kind, pointer, text, reference, [], [], null, null);
    }

    private List<SwaggerValue> ReadValues(string pointer)
    {
        var values = new List<SwaggerValue>();
        for (var at = At(0); _map.Has(at); at = At(values.Count))
        {
            var value = _map.StringAt(at + "/value") ?? "";
            values.Add(new SwaggerValue(_map.StringAt(at + "/name") ?? value, value, _map.StringAt(at + "/description") ?? "", at));
        }

        return values;

        string At(int index) => $"{pointer}/x-imds-values/{index.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The reader takes the last part of any <c>$ref</c> for a name, also of one into another file or into a property.</summary>
    private string? DefinitionName(OpenApiSchemaReference reference, string pointer)
    {
        const string Prefix = "#/definitions/";
        var written = _map.StringAt(pointer + "/$ref");
        if (written is null)
        {
            return reference.Reference.Id;
        }

        if (!written.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = written.Substring(Prefix.Length);
        return name.IndexOf('/') >= 0 ? null : name.Replace("~1", "/").Replace("~0", "~");
    }

    private static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out var extension)
        && extension is JsonNodeExtension { Node: JsonValue value } && value.TryGetValue<string>(out var text) ? text : null;

    private static string ToPointer(string? location) =>
        (location ?? "").TrimStart('#').Replace("/components/schemas", "/definitions");
}
