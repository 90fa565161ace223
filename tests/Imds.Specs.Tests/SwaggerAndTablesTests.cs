namespace Imds.Specs.Tests;

/// <summary>The Swagger says what there is, the tables say since when: neither may know what the other does not.</summary>
public class SwaggerAndTablesTests
{
    private static readonly Swagger s_swagger = Swagger.Ours;

    public static TheoryData<string> Roots() => [.. Fields().Keys];

    [Theory]
    [MemberData(nameof(Roots))]
    public void Every_field_has_a_row_and_every_row_a_field(string root)
    {
        var rows = Tables.FieldsOf(root).Select(row => row["path"]).Distinct().ToList();

        Assert.Empty(Fields()[root].Except(rows));
        Assert.Empty(rows.Except(Fields()[root]));
    }

    [Fact]
    public void No_table_of_fields_is_about_something_else() =>
        Assert.All(Tables.Fields, row => Assert.Contains(row.Endpoint, Fields().Keys));

    [Fact]
    public void Every_endpoint_has_a_row_and_every_row_an_endpoint() =>
        Assert.Equal(
            s_swagger.Operations.Select(operation => operation.Endpoint).Distinct().Order(StringComparer.Ordinal),
            Tables.Endpoints.Select(row => row.Endpoint).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_query_parameter_has_a_row_and_every_row_a_parameter() =>
        Assert.Equal(
            s_swagger.Operations
                .SelectMany(operation => s_swagger.QueryParameters(operation).Select(name => (operation.Endpoint, Parameter: name)))
                .Distinct().Order(),
            Tables.Parameters.Select(row => (row.Endpoint, Parameter: row["parameter"])).Order());

    [Fact]
    public void An_operation_asks_for_a_version_if_and_only_if_its_endpoint_has_one() =>
        Assert.All(s_swagger.Operations, operation => Assert.Equal(
            Tables.EndpointOf(operation.Endpoint).Introduced.Length > 0,
            s_swagger.Parameters(operation).Any(parameter => Swagger.Text(parameter["name"]) == "api-version")));

    [Fact]
    public void The_format_can_be_chosen_if_and_only_if_the_endpoint_takes_route_filters() =>
        Assert.All(s_swagger.Operations, operation => Assert.Equal(
            Tables.EndpointOf(operation.Endpoint)["filters"] == "true",
            s_swagger.QueryParameters(operation).Contains("format")));

    [Fact]
    public void Every_operation_sends_the_header_that_the_service_insists_on() =>
        Assert.All(s_swagger.Operations, operation => Assert.Contains(
            s_swagger.Parameters(operation),
            parameter => Swagger.Text(parameter["in"]) == "header" && Swagger.Text(parameter["name"]) == "Metadata"));

    [Fact]
    public void The_newest_version_is_the_version_of_the_document() =>
        Assert.Equal(Tables.Line("instance").Max(StringComparer.Ordinal), s_swagger.Version);

    /// <summary>
    /// Where a definition is the root of a document, and which fields it has: replies, posted bodies, and what no operation returns.
    /// </summary>
    private static Dictionary<string, List<string>> Fields()
    {
        var roots = new Dictionary<string, List<string>>();
        foreach (var operation in s_swagger.Operations)
        {
            if (s_swagger.SuccessSchema(operation) is { } reply)
            {
                roots.Add(operation.Endpoint, [.. s_swagger.FieldPaths(reply)]);
            }

            if (s_swagger.BodySchema(operation) is { } body)
            {
                roots.Add($"{operation.Endpoint}#{Swagger.ReferenceOf(body)}", [.. s_swagger.FieldPaths(body)]);
            }
        }

        roots.Add("attested/document#AttestedDocument", [.. s_swagger.FieldPaths("AttestedDocument")]);
        return roots;
    }
}
