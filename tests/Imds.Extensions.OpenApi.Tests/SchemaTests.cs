using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contoso.Machine;
using Microsoft.Extensions.DependencyInjection;

namespace Imds.Extensions.OpenApi.Tests;

/// <summary>What the OpenAPI document of an application says of generated records, and that they are read and written as ever.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private Application _application = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _application = await Application.StartAsync(options => options.AddImdsSchemas());
        _document = await _application.DescribeAsync();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    public static TheoryData<string> Records => [.. Application.Records.Select(record => record.Name)];

    [Theory]
    [InlineData("Tag", """{"type":"object","properties":{"name":{"type":"string"},"value":{"type":"string"}}}""")]
    [InlineData("Network", """
        {"type":"object","properties":{"interface":{"type":"array","items":{"$ref":"#/components/schemas/NetworkInterface"}}}}
        """)]
    [InlineData("NetworkInterface", """
        {"type":"object","properties":{
          "ipv4":{"$ref":"#/components/schemas/Ipv4"},"ipv6":{"$ref":"#/components/schemas/Ipv6"},"macAddress":{"type":"string"}}}
        """)]
    [InlineData("Versions", """{"type":"object","properties":{"apiVersions":{"type":"array","items":{"type":"string"}}}}""")]
    [InlineData("ScheduledEvents", """
        {"type":"object","properties":{
          "DocumentIncarnation":{"type":"integer","format":"int32"},
          "Events":{"type":"array","items":{"$ref":"#/components/schemas/ScheduledEvent"}}}}
        """)]
    public void A_record_has_its_fields_with_their_types_and_none_of_them_is_null(string record, string schema) =>
        AssertJson(schema, Schema(record));

    /// <summary>Of every record, so that no kind of field is forgotten: the schema beside what is written.</summary>
    [Theory, MemberData(nameof(Records))]
    public void A_record_is_written_as_its_schema_says(string record)
    {
        var type = Application.Records.Single(type => type.Name == record);
        var written = JsonSerializer.SerializeToElement(type.GetProperty("Empty")!.GetValue(null), type);
        var properties = Schema(record).GetProperty("properties");

        Assert.NotEmpty(properties.EnumerateObject());
        Assert.Equal(
            written.EnumerateObject().Select(member => (member.Name, KindOf(member.Value))),
            properties.EnumerateObject().Select(property => (property.Name, TypeOf(property.Value))));
    }

    [Fact]
    public void What_a_program_has_around_records_refers_to_them()
    {
        AssertJson("""{"type":"array","items":{"$ref":"#/components/schemas/Tag"}}""", Reply("/tags", "get"));
        AssertJson(
            """
            {
              "name": {"type":"string"},
              "plan": {"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Plan"}]},
              "subnets": {"type":"array","items":{"$ref":"#/components/schemas/Subnet"}},
              "byName": {"type":"object","additionalProperties":{"$ref":"#/components/schemas/Subnet"}}
            }
            """,
            Schema("Host").GetProperty("properties"));
    }

    [Fact]
    public void Minimal_APIs_and_controllers_share_the_schemas()
    {
        AssertJson("""{"$ref":"#/components/schemas/Compute"}""", Reply("/compute", "post"));
        AssertJson("""{"$ref":"#/components/schemas/Compute"}""", Body("/compute"));
        AssertJson("""{"$ref":"#/components/schemas/Network"}""", Reply("/controller/network", "get"));
        AssertJson("""{"$ref":"#/components/schemas/Tag"}""", Reply("/controller/tag", "post"));
        AssertJson("""{"$ref":"#/components/schemas/Tag"}""", Body("/controller/tag"));
    }

    /// <summary>As everywhere: what is missing or null is empty, and what is unknown is passed over.</summary>
    [Theory]
    [InlineData("/controller/tag", """{ "name": null, "unknown": [1], "value": "a" }""", """{"name":"","value":"a"}""")]
    [InlineData("/compute", """{ "vmId": "x", "plan": null, "tagsList": null, "unknown": {} }""", null)]
    public async Task A_body_is_read_as_tolerantly_as_ever(string path, string body, string? reply)
    {
        using var client = _application.CreateClient();
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));

        using var response = await client.PostAsync(path, content);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();

        Assert.Equal(reply ?? new Compute { VmId = "x" }.ToJson(), text);
    }

    [Fact]
    public async Task The_names_that_the_program_gives_to_schemas_are_kept()
    {
        await using var application = await Application.StartAsync(options =>
        {
            options.CreateSchemaReferenceId = type => type.Type.Namespace == "Contoso.Machine" ? $"Machine{type.Type.Name}" : null;
            options.AddImdsSchemas();
        });
        _document = await application.DescribeAsync();

        var compute = Schema("MachineInstance").GetProperty("properties").GetProperty("compute");
        AssertJson("""{"$ref":"#/components/schemas/MachineCompute"}""", compute);
        Assert.NotEmpty(Schema("MachineCompute").GetProperty("properties").EnumerateObject());
    }

    [Fact]
    public async Task A_record_that_the_program_writes_in_its_own_way_is_left_alone()
    {
        await using var application = await Application.StartAsync(
            options => options.AddImdsSchemas(), json => json.SerializerOptions.Converters.Add(new TagAsText()));
        _document = await application.DescribeAsync();

        AssertJson("{}", Schema("Tag"));
    }

    private JsonElement Schema(string name) => _document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private JsonElement Reply(string path, string verb) =>
        JsonSchema(_document.GetProperty("paths").GetProperty(path).GetProperty(verb).GetProperty("responses").GetProperty("200"));

    private JsonElement Body(string path) =>
        JsonSchema(_document.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody"));

    private static JsonElement JsonSchema(JsonElement message) =>
        message.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    /// <summary>The type of a schema; of a reference, that of the schema that it leads to.</summary>
    private string TypeOf(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? TypeOf(Schema(reference.GetString()!["#/components/schemas/".Length..]))
        : schema.GetProperty("type").GetString()!;

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };

    private static void AssertJson(string expected, JsonElement actual)
    {
        using var document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, actual), $"expected: {document.RootElement}\nactual: {actual}");
    }

    private sealed class TagAsText : JsonConverter<Tag>
    {
        public override Tag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new() { Name = reader.GetString()! };

        public override void Write(Utf8JsonWriter writer, Tag value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
