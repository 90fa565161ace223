namespace Imds.Specs.Tests;

/// <summary>The tables against the Swagger documents that Microsoft has published.</summary>
public class UpstreamTests
{
    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public void A_version_has_the_fields_of_its_published_Swagger(string version)
    {
        var upstream = Upstream(version);

        Assert.All(upstream.Operations, operation =>
        {
            // The service sends an empty refresh_token with each token, which no published Swagger mentions.
            var ours = Tables.FieldsOf(operation.Endpoint, version).Where(path => path != "refresh_token");
            var theirs = upstream.FieldPaths(upstream.SuccessSchema(operation)!);
            Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
        });
    }

    [Theory]
    [InlineData("2018-10-01", "scheduledevents", "versions")]
    [InlineData("2020-09-01", "scheduledevents", "versions")]
    [InlineData("2023-07-01", "loadbalancer", "scheduledevents")]
    public void A_version_has_the_endpoints_of_its_published_Swagger_and_those_that_none_mentions(string version,
        params string[] unmentioned) =>
        Assert.Equal(
            Upstream(version).Operations.Select(operation => operation.Endpoint).Concat(unmentioned).Order(StringComparer.Ordinal),
            Tables.Endpoints.Where(row => row.Has(version)).Select(row => row.Endpoint).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public void A_version_has_the_query_parameters_of_its_published_Swagger(string version)
    {
        var upstream = Upstream(version);

        Assert.All(upstream.Operations, operation => Assert.Equal(
            upstream.QueryParameters(operation).Order(StringComparer.Ordinal),
            Tables.Parameters.Where(row => row.Endpoint == operation.Endpoint && row["parameter"] != "format" && row.Has(version))
                .Select(row => row["parameter"]).Order(StringComparer.Ordinal)));
    }

    /// <summary>How many fields the instance has in each published Swagger, containers included.</summary>
    [Theory]
    [InlineData("2018-02-01", 31)]
    [InlineData("2018-04-02", 38)]
    [InlineData("2018-10-01", 40)]
    [InlineData("2019-02-01", 41)]
    [InlineData("2019-03-11", 42)]
    [InlineData("2019-04-30", 42)]
    [InlineData("2019-06-01", 78)]
    [InlineData("2019-06-04", 81)]
    [InlineData("2019-08-01", 83)]
    [InlineData("2019-08-15", 80)]
    [InlineData("2019-11-01", 80)]
    [InlineData("2020-06-01", 87)]
    [InlineData("2020-07-15", 90)]
    [InlineData("2020-09-01", 91)]
    [InlineData("2020-10-01", 92)]
    [InlineData("2020-12-01", 94)]
    [InlineData("2021-01-01", 95)]
    [InlineData("2021-02-01", 97)]
    [InlineData("2021-03-01", 102)]
    [InlineData("2021-05-01", 107)]
    [InlineData("2021-10-01", 108)]
    [InlineData("2021-11-01", 119)]
    [InlineData("2021-11-15", 123)]
    [InlineData("2021-12-13", 124)]
    [InlineData("2023-07-01", 127)]
    public void A_version_has_as_many_fields_as_its_published_Swagger(string version, int count)
    {
        // The two Swagger documents that lost tagsList, name and value by mistake.
        if (version is "2019-08-15" or "2019-11-01")
        {
            count += 3;
        }

        Assert.Equal(count, Tables.FieldsOf("instance", version).Count());
    }

    [Theory]
    [InlineData("2017-03-01", 0)]
    [InlineData("2017-04-02", 25)]
    [InlineData("2017-08-01", 29)]
    [InlineData("2017-10-01", 29)]
    [InlineData("2017-12-01", 31)]
    [InlineData("2021-08-01", 107)]
    [InlineData("2023-11-15", 128)]
    [InlineData("2025-04-07", 128)]
    public void Versions_without_a_published_Swagger_follow_the_document(string version, int count) =>
        Assert.Equal(count, Tables.FieldsOf("instance", version).Count());

    private static Swagger Upstream(string version)
    {
        var upstream = Swagger.Load(Repository.RequireReference("upstream", version, "imds.json"));
        Assert.Equal(version, upstream.Version);
        return upstream;
    }
}
