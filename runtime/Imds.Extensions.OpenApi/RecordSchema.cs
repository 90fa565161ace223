using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Imds.CompilerServices;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Imds;

/// <summary>
/// The schema of a generated record. A converter reads and writes it, of which ASP.NET Core knows no more than that it is one, so that the
/// record could be anything to it: it leaves the schema empty, and has none for the items of a list.
/// </summary>
[RequiresUnreferencedCode("The fields of a record are found among its properties.")]
internal static class RecordSchema
{
    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo;
        if (IsRecord(type))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Properties = new Dictionary<string, IOpenApiSchema>();
            foreach (var property in type.Type.GetProperties())
            {
                if (property.GetCustomAttributes<ImdsFieldAttribute>().FirstOrDefault() is { } field)
                {
                    schema.Properties[NameOf(field)] = await OfAsync(property.PropertyType, context, stop).ConfigureAwait(false);
                }
            }
        }
        else if (type.ElementType is { } element && IsRecord(type.Options.GetTypeInfo(element)))
        {
            var item = await OfAsync(element, context, stop).ConfigureAwait(false);
            if (type.Kind == JsonTypeInfoKind.Dictionary)
            {
                schema.AdditionalProperties = item;
            }
            else
            {
                schema.Items = item;
            }
        }
    }

    // A program may have put a converter of its own in the place of ours.
    private static bool IsRecord(JsonTypeInfo type) => type.Converter.GetType() is { IsGenericType: true } converter
        && converter.GetGenericTypeDefinition() == typeof(ImdsRecordConverter<>);

    private static string NameOf(ImdsFieldAttribute field) => field.Path[(field.Path.LastIndexOf('.') + 1)..];

    private static async Task<OpenApiSchema> OfAsync(Type type, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImdsList<>))
        {
            var items = await OfAsync(type.GetGenericArguments()[0], context, stop).ConfigureAwait(false);
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = items };
        }

        // ASP.NET Core would say of numbers that they may be texts, and the converter writes none.
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => new OpenApiSchema { Type = JsonSchemaType.String },
            TypeCode.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            TypeCode.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            TypeCode.Int64 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            TypeCode.Double => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
            _ => await context.GetOrCreateSchemaAsync(type, cancellationToken: stop).ConfigureAwait(false),
        };
    }
}
