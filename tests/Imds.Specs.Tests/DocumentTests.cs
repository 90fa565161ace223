namespace Imds.Specs.Tests;

/// <summary>The tables against what Microsoft's document of 2025-04-07 says in its own.</summary>
public class DocumentTests
{
    [Fact]
    public void The_transcript_is_whole() =>
        Assert.Equal((87, 8),
            (DocumentedFields.All.Count(row => row.Endpoint == "instance"), DocumentedFields.All.Count(row => row.Endpoint != "instance")));

    [Fact]
    public void Every_row_of_the_document_is_in_the_tables() =>
        Assert.All(DocumentedFields.All, documented =>
        {
            var row = Assert.Single(Tables.FieldsOf(documented.Endpoint), row => row["path"] == documented.Path);
            Assert.Equal(documented.Introduced, row.Introduced);
        });

    [Theory]
    [InlineData("attested/document", "2018-10-01")]
    [InlineData("identity/oauth2/token", "2018-02-01")]
    [InlineData("identity/info", "2018-02-01")]
    [InlineData("instance", "2017-04-02")]
    [InlineData("loadbalancer", "2020-10-01")]
    [InlineData("scheduledevents", "2017-08-01")]
    [InlineData("versions", "")]
    public void Every_endpoint_is_as_old_as_the_document_says(string endpoint, string introduced) =>
        Assert.Equal(introduced, Tables.EndpointOf(endpoint).Introduced);

    [Theory]
    [InlineData("Description", "2019-04-01")]
    [InlineData("EventSource", "2019-08-01")]
    [InlineData("DurationInSeconds", "2020-07-01")]
    [InlineData("NotBefore", "2017-08-01")]
    public void Fields_of_a_scheduled_event_came_one_by_one(string field, string introduced) =>
        Assert.Equal(introduced, Assert.Single(Tables.FieldsOf("scheduledevents"), row => row["path"] == $"Events[].{field}").Introduced);

    [Theory]
    [InlineData("diffDiskSettings")]
    [InlineData("encryptionSettings")]
    [InlineData("osType")]
    public void What_only_an_OS_disk_has_is_not_on_a_data_disk(string field)
    {
        var paths = Tables.FieldsOf("instance").Select(row => row["path"]).ToList();

        Assert.Contains($"compute.storageProfile.osDisk.{field}", paths);
        Assert.DoesNotContain($"compute.storageProfile.dataDisks[].{field}", paths);
    }

    [Fact]
    public void Custom_data_is_the_only_field_that_went_away()
    {
        var row = Assert.Single(Tables.Fields, row => row["withdrawn"].Length > 0);

        Assert.Equal(("compute.customData", "2019-02-01", "2019-06-01"), (row["path"], row.Introduced, row.Withdrawn));
        Assert.True(row.Has("2019-04-30"));
        Assert.False(row.Has("2019-06-01"));
    }

    [Fact]
    public void Tags_as_a_list_never_went_away()
    {
        var since = Tables.Line("instance").SkipWhile(version => version != "2019-06-04");

        Assert.All(since, version => Assert.Contains("compute.tagsList[].name", Tables.FieldsOf("instance", version)));
    }
}
