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

    /// <summary>A list without other values makes a comparison with one a warning: few are that certain.</summary>
    [Fact]
    public void Only_lists_that_cannot_grow_are_closed() => Assert.Equal(["Compute.osType", "OsDisk.osType", "ScheduledEvent.EventSource"],
        s_fields.Where(field => field.Json["x-imds-values-closed"] is { } closed && closed.GetValue<bool>())
            .Select(field => field.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_said_of_a_list_of_values_is_said_where_there_is_one() =>
        Assert.All(s_fields.Where(field => field.Json["x-imds-values-closed"] is not null || field.Json["x-imds-values-name"] is not null),
            field => Assert.NotNull(field.Json["x-imds-values"]));

    [Fact]
    public void Tags_in_one_text_name_the_list_of_them()
    {
        var (name, json) = Assert.Single(s_fields, field => Swagger.Text(field.Json["format"]) == "tags");
        var tags = json["x-imds-tags"]!;
        var list = s_fields.Single(field => field.Name == name.Split('.')[0] + "." + Swagger.Text(tags["list"]));
        var item = Swagger.Text(list.Json["items"]!["$ref"]).Split('/')[^1];

        Assert.Contains($"{item}.{Swagger.Text(tags["name"])}", s_fields.Select(field => field.Name));
        Assert.Contains($"{item}.{Swagger.Text(tags["value"])}", s_fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("Compute.osType", "Linux", "Windows")]
    [InlineData("ScheduledEvent.EventType", "Freeze", "Reboot", "Redeploy", "Preempt", "Terminate")]
    public void The_values_of_a_field_are_the_known_ones(string name, params string[] values) =>
        Assert.Equal(values,
            s_fields.Single(field => field.Name == name).Json["x-imds-values"]!.AsArray().Select(value => Swagger.Text(value!["value"])));
}
