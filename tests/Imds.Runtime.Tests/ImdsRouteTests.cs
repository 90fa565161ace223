using System.Net;

namespace Imds.Runtime.Tests;

public class ImdsRouteTests
{
    private const string Address = "instance/network/interface/{0}/ipv4/ipAddress/{1}/publicIpAddress";

    private readonly StubHandler _stub = new(HttpStatusCode.OK, "\"x\"");

    [Theory]
    [InlineData(0, 0, "instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress")]
    [InlineData(9, 10, "instance/network/interface/9/ipv4/ipAddress/10/publicIpAddress")]
    [InlineData(99, 100, "instance/network/interface/99/ipv4/ipAddress/100/publicIpAddress")]
    [InlineData(999, 1000, "instance/network/interface/999/ipv4/ipAddress/1000/publicIpAddress")]
    [InlineData(9999, 10000, "instance/network/interface/9999/ipv4/ipAddress/10000/publicIpAddress")]
    [InlineData(65534, 65533, "instance/network/interface/65534/ipv4/ipAddress/65533/publicIpAddress")]
    public void Indexes_take_their_places(int first, int second, string path)
    {
        var route = new ImdsRoute(Calls.Connect(_stub), "instance").At("instance/network/interface/{0}", first).At(Address, second);
        Assert.Equal(path, route.ToString());
    }

    [Fact]
    public void Four_indexes_fit_and_a_fifth_does_not()
    {
        var route = new ImdsRoute(Calls.Connect(_stub), "a").At("a/{0}", 1).At("a/{0}/{1}", 2).At("a/{0}/{1}/{2}", 3)
            .At("a/{0}/{1}/{2}/{3}/b", 4);
        Assert.Equal("a/1/2/3/4/b", route.ToString());
        Assert.Equal("c/4/3/2/1", route.To("c/{3}/{2}/{1}/{0}").ToString());
        Assert.Contains("four", Assert.Throws<InvalidOperationException>(() => route.At("a", 5)).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65535)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void An_index_that_no_list_has_is_refused_before_any_call(int index)
    {
        var route = new ImdsRoute(Calls.Connect(_stub), "instance");
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => route.At("instance/{0}", index));
        Assert.Equal(index, refusal.ActualValue);
        Assert.Contains("65534", refusal.Message);
        Assert.Empty(_stub.Urls);
    }

    [Theory]
    [InlineData("a/{0}/{1}")]
    [InlineData("a/{0}/{1}", 7)]
    [InlineData("a/{0}/{1}", 65534)]
    [InlineData("a/{1}", 7)]
    [InlineData("{0}{1}{2}{3}", 7)]
    [InlineData("a/{", 7)]
    [InlineData("a", 7)]
    [InlineData("", 7)]
    [InlineData("a", 7, 65534, 3)]
    [InlineData("{0}", 7, 123)]
    [InlineData("{0}", 1234, 12345)]
    [InlineData("a/{0}/{0}", 7, 123)]
    public async Task A_path_with_places_for_more_or_fewer_indexes_is_refused(string template, params int[] indexes)
    {
        var route = indexes.Aggregate(new ImdsRoute(Calls.Connect(_stub), template), (route, index) => route.At(template, index));
        Assert.Contains("more or fewer", Assert.Throws<InvalidOperationException>(route.ToString).Message);
        Assert.Contains("more or fewer", (await Assert.ThrowsAsync<InvalidOperationException>(() => route.GetTextAsync(default))).Message);
        Assert.Empty(_stub.Urls);
    }

    [Fact]
    public async Task A_default_route_says_where_to_start()
    {
        Assert.Equal("", default(ImdsRoute).ToString());
        Assert.Equal("", default(ImdsLeaf<string>).ToString());
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => default(ImdsRoute).GetTextAsync(default));
        Assert.Contains("ImdsClient", failure.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => default(ImdsLeaf<string>).GetAsync());
    }

    [Fact]
    public void Walking_down_allocates_nothing()
    {
        var start = new ImdsRoute(Calls.Connect(_stub), "instance");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var leaf = new ImdsLeaf<string>(start.To("instance/network").At("instance/network/interface/{0}", 1).At(Address, 2));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.EndsWith("/1/ipv4/ipAddress/2/publicIpAddress", leaf.ToString());
    }

    [Fact]
    public async Task Json_is_asked_for_at_the_version_of_the_connection()
    {
        await new ImdsRoute(Calls.Connect(_stub), "instance/compute").GetAsync(ImdsJson.ReadString, default);
        Assert.Equal("http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01", Assert.Single(_stub.Urls));
        Assert.Equal(HttpMethod.Get, _stub.Last!.Method);
        Assert.Equal(["true"], _stub.Last.Headers.GetValues("Metadata"));
    }

    [Fact]
    public async Task Text_is_asked_for_of_leaves_and_lists()
    {
        var route = new ImdsRoute(Calls.Connect(_stub), "instance").At("instance/compute/tagsList/{0}", 2);
        await route.GetTextAsync(default);
        await route.ListAsync(default);
        Assert.All(_stub.Urls,
            url => Assert.Equal("http://169.254.169.254/metadata/instance/compute/tagsList/2?api-version=2021-02-01&format=text", url));
    }

    [Fact]
    public async Task An_endpoint_may_have_a_version_of_its_own_or_none()
    {
        using var connection = Calls.Connect(_stub);
        await new ImdsRoute(connection, "versions", "").GetAsync(ImdsJson.ReadString, default);
        await new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents).GetAsync(ImdsJson.ReadString, default);
        await new ImdsRoute(connection, "versions", "").To("versions")
            .GetAsync(ImdsJson.ReadString, new ImdsQuery { { "a", "1" } }, default);
        Assert.Equal(
            ["http://169.254.169.254/metadata/versions", "http://169.254.169.254/metadata/scheduledevents?api-version=2020-07-01",
                "http://169.254.169.254/metadata/versions?a=1"],
            _stub.Urls);
    }

    [Fact]
    public async Task A_route_leads_on_to_another_endpoint_with_its_version()
    {
        using var connection = Calls.Connect(_stub);
        await new ImdsRoute(connection, "identity").To(ServiceEndpoints.ScheduledEvents).GetAsync(ImdsJson.ReadString, default);
        Assert.Equal("http://169.254.169.254/metadata/scheduledevents?api-version=2020-07-01", Assert.Single(_stub.Urls));
    }

    [Fact]
    public void Indexes_may_stand_anywhere_and_in_each_other_s_place()
    {
        using var connection = Calls.Connect(_stub);
        Assert.Equal("7/a/12345", new ImdsRoute(connection, "x").At("{0}", 7).At("{0}/a/{1}", 12345).ToString());
        var thrown = Assert.Throws<InvalidOperationException>(() => new ImdsRoute(connection, "x").At("x/{0}/{1}", 7).ToString());
        Assert.Equal("The route has 1 indexes, and its path x/{0}/{1} has places for more or fewer.", thrown.Message);
    }

    [Fact]
    public async Task Query_parameters_are_escaped_and_come_once()
    {
        var query = new ImdsQuery { { "resource", "https://vault.azure.net/&api-version=x" }, { "client_id", null }, { "object_id", "" },
            { "msi_res_id", "/a b/ü" } };
        await new ImdsRoute(Calls.Connect(_stub), ServiceEndpoints.Token).GetAsync(ImdsJson.ReadString, query, default);
        Assert.Equal(
            "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2021-02-01&resource=https%3A%2F%2Fvault.azure.net%2F%26api-version%3Dx&msi_res_id=%2Fa%20b%2F%C3%BC",
            Assert.Single(_stub.Urls));
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("NONCE")]
    [InlineData("api-version")]
    [InlineData("Format")]
    [InlineData("")]
    public void A_doubled_or_reserved_parameter_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new ImdsQuery { { "nonce", "1" }, { name, "2" } });

    [Fact]
    public async Task A_listing_gives_its_lines()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "compute/\r\nnetwork/\n\nvmId\n", "text/plain");
        Assert.Equal<object>((ImdsList<string>)["compute/", "network/", "vmId"],
            await new ImdsRoute(Calls.Connect(stub), "instance").ListAsync(default));
    }

    [Fact]
    public async Task Text_comes_as_it_was_sent()
    {
        var stub = new StubHandler(HttpStatusCode.OK, " héalth\n<b>\n", "text/plain");
        Assert.Equal(" héalth\n<b>\n", await new ImdsRoute(Calls.Connect(stub), "instance/compute/customData").GetTextAsync(default));
    }

    [Fact]
    public async Task A_document_is_posted_as_json()
    {
        using var connection = Calls.Connect(_stub);
        await new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents).PostAsync("é", (writer, text) => writer.WriteStringValue(text),
            default);
        Assert.Equal(HttpMethod.Post, _stub.Last!.Method);
        Assert.Equal("application/json", _stub.Last.Content!.Headers.ContentType!.ToString());
        Assert.Equal("\"\\u00E9\"", _stub.LastBody);
        Assert.Equal(["true"], _stub.Last.Headers.GetValues("Metadata"));
        Assert.Equal("http://169.254.169.254/metadata/scheduledevents?api-version=2020-07-01", Assert.Single(_stub.Urls));
    }

    [Fact]
    public void A_route_needs_its_parts()
    {
        Assert.Throws<ArgumentNullException>(() => new ImdsRoute(null!, "instance"));
        Assert.Throws<ArgumentNullException>(() => new ImdsRoute(Calls.Connect(_stub), (string)null!));
        Assert.Throws<ArgumentNullException>("connection", () => new ImdsRoute(null!, ServiceEndpoints.Instance));
        Assert.Throws<ArgumentNullException>("endpoint", () => new ImdsRoute(Calls.Connect(_stub), (ImdsEndpoint)null!));
        Assert.Throws<ArgumentNullException>("endpoint", () => new ImdsRoute(Calls.Connect(_stub), "a").To((ImdsEndpoint)null!));
    }
}
