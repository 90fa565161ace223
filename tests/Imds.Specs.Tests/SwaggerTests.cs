using System.Text.Json.Nodes;

namespace Imds.Specs.Tests;

/// <summary>What C# types need of the Swagger, apart from the fields themselves.</summary>
public class SwaggerTests
{
    private static readonly Swagger s_swagger = Swagger.Ours;

    [Fact]
    public void No_type_is_called_like_one_of_its_properties() =>
        Assert.All(s_swagger.Definitions, definition => Assert.DoesNotContain(
            definition.Key,
            Properties(definition.Value!).Select(property => Pascal(ClientName(property.Value) ?? property.Key))));

    [Fact]
    public void Every_type_has_a_name_for_CSharp() =>
        Assert.All(s_swagger.Definitions, definition => Assert.Equal(Pascal(definition.Key), definition.Key));

    [Fact]
    public void Every_object_is_a_type_with_a_name() =>
        Assert.All(
            s_swagger.Definitions.SelectMany(definition => Properties(definition.Value!)),
            property => Assert.True(
                property.Value!["$ref"] is not null || property.Value["type"]!.GetValue<string>() != "object",
                $"{property.Value.GetPath()} is an object without a name."));

    [Fact]
    public void Every_type_is_in_use()
    {
        var used = new HashSet<string>(["AttestedDocument"]);
        foreach (var operation in s_swagger.Operations)
        {
            used.UnionWith(References(operation.Json));
        }

        foreach (var parameter in s_swagger.Operations.SelectMany(s_swagger.Parameters))
        {
            used.UnionWith(References(parameter));
        }

        for (var before = 0; before != used.Count;)
        {
            before = used.Count;
            foreach (var name in used.Where(s_swagger.Definitions.ContainsKey).ToList())
            {
                used.UnionWith(References(s_swagger.Definitions[name]));
            }
        }

        Assert.Empty(s_swagger.Definitions.Select(definition => definition.Key).Except(used));
    }

    [Theory]
    [InlineData("loadbalancer", "LoadBalancer")]
    [InlineData("scheduledevents", "ScheduledEvents")]
    public void A_path_of_two_words_says_where_the_second_begins(string endpoint, string name) =>
        Assert.Equal(name, ClientName(s_swagger.Document["paths"]!["/" + endpoint]));

    [Fact]
    public void Operations_have_names_of_their_own()
    {
        var names = s_swagger.Operations.Select(operation => Swagger.Text(operation.Json["operationId"])).ToList();

        Assert.DoesNotContain("", names);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Every_failure_has_a_shape() =>
        Assert.All(s_swagger.Operations, operation => Assert.Equal(
            operation.Endpoint.StartsWith("identity/", StringComparison.Ordinal) ? "IdentityErrorResponse" : "ErrorResponse",
            Swagger.ReferenceOf(operation.Json["responses"]!["default"]!["schema"])));

    [Fact]
    public void The_service_is_where_it_always_is()
    {
        Assert.Equal("169.254.169.254", Swagger.Text(s_swagger.Document["host"]));
        Assert.Equal("/metadata", Swagger.Text(s_swagger.Document["basePath"]));
        Assert.Equal(["http"], s_swagger.Document["schemes"]!.AsArray().Select(Swagger.Text));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode definition) => definition["properties"]!.AsObject();

    private static string? ClientName(JsonNode? node) => node?["x-ms-client-name"]?.GetValue<string>();

    private static string Pascal(string name) =>
        string.Concat(name.Split('-', '_', '.').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => References(member.Value)).Concat(Swagger.ReferenceOf(o) is { } name ? [name] : []),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
