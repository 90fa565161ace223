using Imds.Generators.Primitives;
using ApiVersion = Imds.Generators.Primitives.ApiVersion;

namespace Imds.Generators.Tests;

/// <summary>Versions, the ranges between them, and the paths and routes of fields.</summary>
public class PrimitiveTests
{
    private static readonly ApiVersion First = ApiVersion.Parse("2019-06-01");
    private static readonly ApiVersion Second = ApiVersion.Parse("2020-09-01");
    private static readonly ApiVersion Third = ApiVersion.Parse("2021-02-01");
    private static readonly ApiVersion Fourth = ApiVersion.Parse("2023-07-01");

    [Theory]
    [InlineData("2021-02-28", true)]
    [InlineData("2021-02-29", false)]
    [InlineData("2024-02-29", true)]
    [InlineData("2021-2-01", false)]
    [InlineData("2021-02-01 ", false)]
    [InlineData("20210201", false)]
    [InlineData("", false)]
    public void A_version_is_a_date(string text, bool isOne)
    {
        Assert.Equal(isOne, ApiVersion.TryParse(text, out var version));
        Assert.Equal(isOne ? text : "0000-00-00", version.ToString());
    }

    [Fact]
    public void Versions_are_in_the_order_of_their_dates()
    {
        Assert.True(First < Second && Second > First && First <= Second && Second >= First && First != Second);
        Assert.False(Second < First || First > Second || Second <= First || First >= Second);
#pragma warning disable CS1718 // a version compared with itself
        Assert.True(First <= First && First >= First && !(First < First) && !(First > First));
#pragma warning restore CS1718
        Assert.Equal((-1, 0, 1), (First.CompareTo(Second), First.CompareTo(First), Second.CompareTo(First)));
        Assert.Equal("V2019_06_01", First.ToIdentifier());
        Assert.True(Fourth < ApiVersion.Never);
    }

    [Fact]
    public void What_is_introduced_is_there_from_that_version_up_to_and_without_the_one_that_withdraws_it()
    {
        var range = new Availability([new VersionRange(Second, Third)]);
        Assert.Equal([false, true, false, false], Versions(range));
        Assert.Equal([true, true, true, true], Versions(Availability.Always));
        Assert.Equal([true, false, false, true], Versions(new([new(First, Second), new(Fourth, ApiVersion.Never)])));
        Assert.Equal(new VersionRange(Fourth, ApiVersion.Never),
            new Availability([new(First, Second), new(Fourth, ApiVersion.Never)]).RangeAt(Fourth));
        Assert.Throws<ArgumentOutOfRangeException>(() => range.RangeAt(Third));
    }

    [Fact]
    public void Ranges_that_overlap_become_one_and_those_that_meet_stay_two()
    {
        Assert.Equal([new VersionRange(First, Fourth)], Availability.Of([new(Second, Fourth), new(First, Third)]).Ranges);
        Assert.Equal([new VersionRange(First, Fourth)], Availability.Of([new(First, Fourth), new(Second, Third)]).Ranges);
        Assert.Equal([new VersionRange(First, Second), new VersionRange(Second, Third)],
            Availability.Of([new(Second, Third), new(First, Second)]).Ranges);
        Assert.Equal([new VersionRange(First, Second), new VersionRange(Third, Fourth)],
            Availability.Of([new(First, Second), new(Third, Fourth)]).Ranges);
    }

    [Fact]
    public void What_is_in_something_else_is_there_when_both_are()
    {
        var (inner, outer) = (Range(First, Third), Range(Second, Fourth));
        Assert.Equal([new VersionRange(Second, Third)], inner.Within(outer).Ranges);
        Assert.Equal([new VersionRange(Second, Third)], outer.Within(inner).Ranges);
        Assert.Equal([new VersionRange(Second, Third)], Range(Second, Third).Within(Range(First, Fourth)).Ranges);
        Assert.Empty(Range(First, Second).Within(Range(Second, Third)).Ranges);
        Assert.Equal([new VersionRange(First, Second), new VersionRange(Third, Fourth)],
            new Availability([new(First, Second), new(Third, Fourth)]).Within(Availability.Always).Ranges);

        static Availability Range(ApiVersion from, ApiVersion to) => new([new VersionRange(from, to)]);
    }

    [Theory]
    [InlineData("2021/01/01", "2021-01-01")]
    [InlineData("20210101", "2021-01-01")]
    [InlineData("v2021-1-1", "2021-01-01")]
    [InlineData("2021", "2021-01-01")]
    [InlineData("2021-3", "2021-03-01")]
    [InlineData("2021-00-00", "2021-01-01")]
    [InlineData("2021-13-01", null)]
    [InlineData("2021-02-30", null)]
    [InlineData("01-02-2021", null)]
    [InlineData("2021-01-01-01", null)]
    [InlineData("2021-001-01", null)]
    [InlineData("2021-01-001", null)]
    [InlineData("202101010", null)]
    [InlineData("2021010", null)]
    [InlineData("latest", null)]
    [InlineData("", null)]
    public void A_date_is_guessed_however_it_is_written(string text, string? version) =>
        Assert.Equal(version, NearestVersion.TryGuess(text, out var guess) ? guess.ToString() : null);

    [Fact]
    public void The_nearest_versions_are_named()
    {
        ApiVersion[] known = [Third, First, Fourth, Second];
        Assert.Equal([Second], NearestVersion.To("2020/09/01", known, 2));
        Assert.Equal([Second, Third], NearestVersion.To("2020-12-01", known, 2));
        Assert.Equal([First, Second], NearestVersion.To("2017-01-01", known, 2));
        Assert.Equal([Third, Fourth], NearestVersion.To("2031-01-01", known, 2));
        Assert.Equal([Third, Fourth], NearestVersion.To("latest", known, 2));
        Assert.Equal([First, Second, Third, Fourth], NearestVersion.To("latest", known, 9));
        Assert.Equal([Third], NearestVersion.To("2021-03-31", [Third, ApiVersion.Parse("2021-06-01")], 1));
        Assert.Equal([Third], NearestVersion.To("2021-01-31", [Third, ApiVersion.Parse("2020-12-31")], 1));
    }

    [Fact]
    public void A_path_and_a_route_name_the_same_field()
    {
        var id = new FieldId(DocumentId.Instance, FieldPath.Parse("network.interface[].mac address"));
        Assert.Equal(("instance/network/interface/{0}/mac%20address", "instance/network/interface/{index}/mac address"),
            (id.Route.ToString(), id.Route.ToDisplay()));
        Assert.Equal(("mac address", 1), (id.Route.Name, id.Route.IndexCount));
        Assert.Equal(id.Path, FieldPath.Root.Then("network").Then("interface").ThenItem().Then("mac address"));
        Assert.Equal("a/{0}/{1}/b/{2}", RouteTemplate.Root.Then(FieldPath.Parse("a[][].b[]")).ToString());
        Assert.Equal(("", ""), (RouteTemplate.Root.Name, RouteTemplate.Root.ToString()));
        Assert.Equal("a/b", RouteTemplate.Parse("/a/b/").ToString());
        Assert.True(FieldPath.Root.IsRoot && !id.Path.IsRoot);
    }

    [Theory]
    [InlineData("instance", true, "instance", "")]
    [InlineData("attested/document#Data", false, "attested/document", "Data")]
    public void A_document_is_a_reply_or_a_definition_beside_it(string text, bool isReply, string endpoint, string definition)
    {
        var id = DocumentId.Parse(text);
        Assert.Equal((isReply, endpoint, definition, text), (id.IsReply, id.Endpoint.ToString(), id.Definition, id.ToString()));
    }

    private static bool[] Versions(Availability availability) =>
        [.. new[] { First, Second, Third, Fourth }.Select(availability.Contains)];
}
