using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>A service that does not know the version is asked for an older one, once.</summary>
public class NegotiationTests
{
    private static readonly string[] Known = ["2019-06-01", "2019-11-01", "2020-06-01", "2020-09-01", "2021-02-01"];

    private readonly LogList _log = new();
    private readonly List<string> _listed = [];
    private string _error = "{}";
    private HttpStatusCode _refusal = HttpStatusCode.BadRequest;
    private HttpStatusCode _listRefusal = HttpStatusCode.NotFound;
    private string[] _served = [];

    [Fact]
    public async Task The_newest_that_both_know_is_taken_and_remembered()
    {
        Serve("""{"error":"Bad request. api-version is invalid","newest-versions":["2020-10-01","2020-09-01","2020-06-01"]}""",
            "2020-10-01", "2020-09-01", "2020-06-01");
        var stub = Stub();
        using var connection = Connect(stub, "2019-06-01");
        Assert.Equal("2021-02-01", connection.ApiVersion.ToString());
        Assert.Equal("2020-09-01", await connection.GetNameAsync());
        Assert.Equal("2020-09-01", connection.ApiVersion.ToString());
        Assert.Equal("2020-09-01", await connection.GetNameAsync());
        Assert.Equal(["2021-02-01", "2020-09-01", "2020-09-01"], stub.Urls.Select(url => url.Split("api-version=")[1]));
        Assert.Equal("The service here does not know api-version 2021-02-01, so calls ask for 2020-09-01 from now on",
            Assert.Single(_log.Lines, line => line.Id == 4).Text);
    }

    [Fact]
    public async Task A_version_that_was_refused_is_not_taken_though_the_refusal_names_it()
    {
        Serve("""{"error":"Bad request. api-version is invalid","newest-versions":["2021-02-01","2020-09-01"]}""", "2020-09-01");
        using var connection = Connect(Stub(), "2019-06-01");
        Assert.Equal("2020-09-01", await connection.GetNameAsync());
    }

    [Fact]
    public async Task A_service_that_knows_the_version_is_asked_for_it()
    {
        Serve("{}", "2021-02-01");
        using var connection = Connect(Stub(), "2019-06-01");
        Assert.Equal("2021-02-01", await connection.GetNameAsync());
        Assert.Equal("2021-02-01", connection.ApiVersion.ToString());
    }

    [Theory]
    [InlineData("2020-09-01", "2020-09-01")]
    [InlineData("2020-06-01", "2020-09-01")]
    [InlineData("2020-10-01", null)]
    [InlineData("2021-02-01", null)]
    public async Task Nothing_below_the_minimum_will_do(string minimum, string? version)
    {
        Serve("""{"error":"Bad request. api-version is invalid","newest-versions":["2020-09-01","2020-06-01"]}""", "2020-09-01",
            "2020-06-01");
        using var connection = Connect(Stub(), minimum);
        if (version is not null)
        {
            Assert.Equal(version, await connection.GetNameAsync());
        }
        else
        {
            var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
            Assert.Equal(HttpStatusCode.BadRequest, failure.StatusCode);
            Assert.Contains("2020-09-01", failure.Message);
            Assert.Equal("2021-02-01", connection.ApiVersion.ToString());
        }
    }

    [Theory]
    [InlineData("""{"error":"Bad request","newest-versions":["2020-09-01"]}""")]
    [InlineData("""{"error":"Version is not known","newest-versions":["2020-09-01","2020-06-01"]}""")]
    public async Task One_newer_version_or_a_word_of_it_is_enough(string refusal)
    {
        Serve(refusal, "2020-09-01");
        using var connection = Connect(Stub(), "2019-06-01");
        Assert.Equal("2020-09-01", await connection.GetNameAsync());
    }

    [Fact]
    public async Task A_host_that_begins_with_the_word_is_asked_for_its_list()
    {
        _listed.AddRange(["2019-06-01", "2019-11-01"]);
        Serve("""{"error":"Version is not known"}""", "2019-11-01");
        using var connection = Connect(Stub(), "2019-06-01");
        Assert.Equal("2019-11-01", await connection.GetNameAsync());
    }

    [Fact]
    public async Task An_older_host_is_asked_for_its_list()
    {
        _refusal = HttpStatusCode.NotFound;
        _listed.AddRange(["2018-10-01", "2019-06-01", "2019-08-15", "2019-11-01"]);
        Serve("""{ "error": "Not found. Invalid version requested" }""", "2019-11-01", "2019-06-01");
        var stub = Stub();
        using var connection = Connect(stub, "2019-06-01");
        Assert.Equal("2019-11-01", await connection.GetNameAsync());
        Assert.Equal(3, stub.Urls.Count);
    }

    [Fact]
    public async Task A_host_without_a_list_is_asked_for_the_minimum()
    {
        _refusal = HttpStatusCode.NotFound;
        Serve("""{ "error": "Not found. Invalid version requested" }""", "2019-06-01");
        using var connection = Connect(Stub(), "2019-06-01");
        Assert.Equal("2019-06-01", await connection.GetNameAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Where_the_list_is_not_to_be_had_now_no_version_is_chosen(HttpStatusCode status)
    {
        (_refusal, _listRefusal) = (HttpStatusCode.NotFound, status);
        Serve("""{ "error": "Not found. Invalid version requested" }""", "2019-06-01");
        using var connection = Connect(Stub(), "2019-06-01");
        Assert.Equal(status, (await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync())).StatusCode);
        Assert.Equal("2021-02-01", connection.ApiVersion.ToString());
    }

    [Fact]
    public async Task A_second_refusal_is_final()
    {
        Serve("""{"error":"Bad request. api-version is invalid","newest-versions":["2020-09-01"]}""");
        var stub = Stub();
        using var connection = Connect(stub, "2019-06-01");
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(2, stub.Urls.Count);
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(3, stub.Urls.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{ "error": "Not found" }""")]
    [InlineData(HttpStatusCode.BadRequest, """{ "error": "Bad request" }""")]
    [InlineData(HttpStatusCode.Forbidden, """{ "error": "version" }""")]
    public async Task Another_refusal_changes_no_version(HttpStatusCode status, string error)
    {
        _refusal = status;
        Serve(error, "2020-09-01");
        var stub = Stub();
        using var connection = Connect(stub, "2019-06-01");
        await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Single(stub.Urls);
        Assert.Equal("2021-02-01", connection.ApiVersion.ToString());
    }

    [Fact]
    public async Task An_endpoint_with_a_version_of_its_own_takes_no_part()
    {
        Serve("""{"error":"Bad request. api-version is invalid","newest-versions":["2020-09-01"]}""", "2020-09-01");
        using var connection = Connect(Stub(), "2019-06-01");
        await Assert.ThrowsAsync<ImdsException>(() =>
            new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents).GetAsync(Calls.ReadName, default));
        Assert.Equal("2021-02-01", connection.ApiVersion.ToString());
    }

    [Theory]
    [InlineData("""{"error":"Bad request. api-version is invalid","newest-versions":["2019-08-01","2019-04-01","2019-01-01"]}""",
        "2019-08-01")]
    [InlineData("""{"error":"Bad request. api-version is invalid","newest-versions":["2019-01-01","2017-11-01"]}""", "2019-01-01")]
    [InlineData("""{ "error": "Not found. Invalid version requested" }""", "2019-01-01")]
    public async Task An_endpoint_with_a_line_of_versions_falls_back_on_it(string refusal, string version)
    {
        var endpoint = new ImdsEndpoint("scheduledevents") { ApiVersion = "2020-07-01",
            OlderVersions = ["2019-01-01", "2019-04-01", "2019-08-01"] };
        Serve(refusal, version);
        var stub = Stub();
        using var connection = Connect(stub, "2019-06-01");
        var route = new ImdsRoute(connection, endpoint);
        Assert.Equal(version, await route.GetAsync(Calls.ReadName, default));
        Assert.Equal(version, await route.GetAsync(Calls.ReadName, default));
        Assert.Equal(["2020-07-01", version, version], stub.Urls.Select(url => url.Split("api-version=")[1]));
        Assert.Equal("2021-02-01", connection.ApiVersion.ToString()); // the instance's line is another
    }

    [Fact]
    public async Task Many_calls_at_once_fall_back_together()
    {
        Serve("""{"error":"Bad request. api-version is invalid","newest-versions":["2020-09-01"]}""", "2020-09-01");
        var stub = Stub();
        using var connection = Connect(stub, "2019-06-01");
        var calls = Enumerable.Range(0, 20)
            .Select(i => Task.Run(() => ServiceEndpoints.Route(connection, $"instance/{i}").GetAsync(Calls.ReadName, default)));
        Assert.All(await Task.WhenAll(calls), version => Assert.Equal("2020-09-01", version));
        Assert.InRange(stub.Urls.Count, 21, 40);
    }

    [Fact]
    public void A_minimum_above_the_version_is_refused()
    {
        Assert.Throws<ArgumentNullException>("known", () =>
            new ImdsConnection(new ImdsClientOptions(), "2021-02-01", "2020-09-01", null!));
        var failure = Assert.Throws<ArgumentException>(() =>
            new ImdsConnection(new ImdsClientOptions(), "2021-02-01", "2021-05-01", Known));
        Assert.StartsWith("The minimum version 2021-05-01 is newer than 2021-02-01, the version to ask for.", failure.Message);
    }

    private void Serve(string error, params string[] versions) => (_error, _served) = (error, versions);

    private StubHandler Stub() => new(request =>
    {
        var uri = request.RequestUri!;
        if (uri.AbsolutePath.EndsWith("/versions", StringComparison.Ordinal))
        {
            return _listed.Count == 0
                ? StubHandler.Reply(_listRefusal, """{ "error": "Not found" }""")
                : StubHandler.Reply(HttpStatusCode.OK, $$"""{"apiVersions":["{{string.Join("\",\"", _listed)}}"]}""");
        }

        var version = uri.Query.Split("api-version=")[1];
        return _served.Contains(version)
            ? StubHandler.Reply(HttpStatusCode.OK, $$"""{"name":"{{version}}"}""") : StubHandler.Reply(_refusal, _error);
    });

    private ImdsConnection Connect(StubHandler stub, string minimum) => new(
        new ImdsClientOptions { Handler = stub, MaxAttempts = 1, LimitRate = false, LoggerFactory = _log }, "2021-02-01", minimum, Known);
}
