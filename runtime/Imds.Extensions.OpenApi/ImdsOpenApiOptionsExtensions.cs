using System.Diagnostics.CodeAnalysis;
using Imds;
using Microsoft.AspNetCore.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Describes generated records in an OpenAPI document.</summary>
public static class ImdsOpenApiOptionsExtensions
{
    /// <summary>Gives each generated record that an endpoint returns or takes a schema with its fields.</summary>
    /// <param name="options">The options of a document: <c>services.AddOpenApi(options => options.AddImdsSchemas())</c>.</param>
    /// <returns>The options.</returns>
    [RequiresUnreferencedCode("A trimmed application has no properties left to describe. Make its document when it is built, "
        + "with Microsoft.Extensions.ApiDescription.Server.")]
    public static OpenApiOptions AddImdsSchemas(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddSchemaTransformer(RecordSchema.DescribeAsync);
    }
}
