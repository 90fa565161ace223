using System.Text.Json.Nodes;

namespace Imds.Specs.Tests;

/// <summary>What the Swagger says of the values of a field: which there are, and what their text stands for.</summary>
public class ValueTests
{
    private static readonly string[] s_formats =
        ["password", "date-time-rfc1123", "date-time-attested", "unixtime", "boolean", "int32", "int64", "uuid", "ip", "uri", "base64",
            "tags"];

    private static readonly IReadOnlyList<(string Name, JsonNode Json)> s_fields =
        [.. Swagger.Ours.Definitions.SelectMany(definition =>
            definition.Value!["properties"]!.AsObject().Select(property => ($"{definition.Key}.{property.Key}", property.Value!)))];

    [Fact]
    public void Every_format_is_one_that_can_be_read() =>
        Assert.All(s_fields.Where(field => field.Json["format"] is not null),
            field => Assert.Contains(Swagger.Text(field.Json["format"]), s_formats));

    /// <summary>The descriptions say so in words; the format says so to programs.</summary>
    [Theory]
    [InlineData("`true` when", "boolean")]
    [InlineData("a GUID", "uuid")]
    [InlineData("in GB", "int32")]
    [InlineData("in bytes", "int64")]
    public void What_the_description_says_the_format_says(string words, string format) =>
        Assert.All(s_fields.Where(field => Swagger.Text(field.Json["description"]).Contains(words, StringComparison.Ordinal)),
            field => Assert.True(Swagger.Text(field.Json["format"]) == format,
                $"{field.Name} is '{words}' and has not the format {format}."));

    [Fact]
    public void Every_value_has_a_name_of_its_own_and_a_sentence() =>
        Assert.All(s_fields.Where(field => field.Json["x-imds-values"] is not null), field =>
        {
            var values = field.Json["x-imds-values"]!.AsArray();
            Assert.NotEmpty(values);
            Assert.Equal(values.Count,
                values.Select(value => Swagger.Text(value!["name"])).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Equal(values.Count,
                values.Select(value => Swagger.Text(value!["value"])).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(values, value => Assert.EndsWith(".", Swagger.Text(value!["description"]), StringComparison.Ordinal));
        });

    [Theory]
    [InlineData("Compute.osType", "Linux", "Windows")]
    [InlineData("ScheduledEvent.EventType", "Freeze", "Reboot", "Redeploy", "Preempt", "Terminate")]
    public void The_values_of_a_field_are_the_known_ones(string name, params string[] values) =>
        Assert.Equal(values,
            s_fields.Single(field => field.Name == name).Json["x-imds-values"]!.AsArray().Select(value => Swagger.Text(value!["value"])));
}
