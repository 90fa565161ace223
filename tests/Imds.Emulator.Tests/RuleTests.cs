using System.Net;
using System.Net.Sockets;

namespace Imds.Emulator.Tests;

/// <summary>The rules that hold at every endpoint, and the replies that break them get.</summary>
public sealed class RuleTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string WrongVersion =
        """{"error":"Bad request. api-version is invalid or was not specified in the request. For more information refer to aka.ms/azureimds","newest-versions":["2025-04-07","2024-07-17","2024-03-15"]}""";

    private readonly ImdsEmulator _emulator = shared.Emulator;

    public static TheoryData<string> Endpoints =>
    [
        "versions",
        "instance?api-version=2021-02-01",
        "attested/document?api-version=2021-02-01",
        "identity/oauth2/token?api-version=2021-02-01&resource=https://vault.azure.net",
        "identity/info?api-version=2021-02-01",
        "loadbalancer?api-version=2021-02-01",
        "scheduledevents?api-version=2020-07-01",
    ];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Every_reply_names_the_service(string target)
    {
        using var response = await _emulator.GetAsync(target);

        Assert.True(response.IsSuccessStatusCode);
        Assert.StartsWith("IMDS/", response.Headers.Server.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Every_reply_has_an_id_of_its_own(string target)
    {
        using var first = await _emulator.GetAsync(target);
        using var second = await _emulator.GetAsync(target);
        using var refused = await _emulator.SendAsync(HttpMethod.Get, target, _ => { });

        var ids = new[] { first, second, refused }.Select(reply => Guid.Parse(Assert.Single(reply.Headers.GetValues("x-ms-request-id"))));
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_the_Metadata_header_nothing_is_told(string target)
    {
        var error = target.StartsWith("identity/", StringComparison.Ordinal)
            ? """{"error":"invalid_request","error_description":"Required metadata header not specified"}"""
            : """{ "error": "Bad request: . Required metadata header not specified" }""";

        using var none = await _emulator.SendAsync(HttpMethod.Get, target, _ => { });
        using var wrong = await _emulator.SendAsync(HttpMethod.Get, target, request => request.Headers.Add("Metadata", "false"));
        using var upper = await _emulator.SendAsync(HttpMethod.Get, target, request => request.Headers.Add("metadata", "True"));

        Assert.Equal((400, error), await none.AnswerAsync());
        Assert.Equal((400, error), await wrong.AnswerAsync());
        Assert.True(upper.IsSuccessStatusCode);
        Assert.StartsWith("IMDS/", none.Headers.Server.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_forwarded_request_is_refused(string target)
    {
        using var response = await _emulator.SendAsync(HttpMethod.Get, target, request =>
        {
            request.Headers.Add("Metadata", "true");
            request.Headers.Add("X-Forwarded-For", "10.0.0.1");
        });

        var (status, body) = await response.AnswerAsync();
        Assert.Equal(400, status);
        Assert.Contains("X-Forwarded-For", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instance?api-version=2021-02-01&api-version=2021-02-01", "api-version")]
    [InlineData("instance?api-version=2021-02-01&format=text&FORMAT=json", "format")]
    [InlineData("identity/oauth2/token?api-version=2021-02-01&resource=a&resource=b", "resource")]
    [InlineData("versions?x=1&x=2", "x")]
    public async Task A_doubled_parameter_is_refused_by_name(string target, string parameter)
    {
        var (status, body) = await _emulator.AnswerAsync(target);

        Assert.Equal(400, status);
        Assert.Contains($"'{parameter}'", body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("instance")]
    [InlineData("instance?api-version=")]
    [InlineData("instance?api-version=2021-02-02")]
    [InlineData("instance?api-version=2025-11-15")]
    [InlineData("instance?api-version=latest")]
    [InlineData("instance/compute/vmId?format=text")]
    [InlineData("instance?api-version=2017-03-01")]
    [InlineData("attested/document?api-version=2018-04-02")]
    [InlineData("identity/oauth2/token?api-version=2017-12-01&resource=x")]
    [InlineData("identity/info?api-version=2017-12-01")]
    [InlineData("loadbalancer?api-version=2020-09-01")]
    public async Task A_missing_unknown_or_too_old_version_is_answered_with_the_newest(string target) =>
        Assert.Equal((400, WrongVersion), await _emulator.AnswerAsync(target));

    [Fact]
    public async Task Scheduled_events_names_versions_of_its_own()
    {
        var (status, body) = await _emulator.AnswerAsync("scheduledevents?api-version=2021-02-01");

        Assert.Equal(400, status);
        Assert.EndsWith("""["2020-07-01","2019-08-01","2019-04-01"]}""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_lists_all_35_and_needs_none()
    {
        var versions = await _emulator.JsonAsync("versions");

        Assert.Equal(ServiceVersions.All, versions.GetProperty("apiVersions").EnumerateArray().Select(version => version.GetString()));
        Assert.Equal(35, ServiceVersions.All.Length);
    }

    [Fact]
    public async Task An_older_host_knows_no_newer_version()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { NewestApiVersion = "2019-06-01" });

        var (status, body) = await emulator.AnswerAsync("instance?api-version=2019-06-04");
        Assert.Equal(400, status);
        Assert.EndsWith("""["2019-06-01","2019-04-30","2019-03-11"]}""", body, StringComparison.Ordinal);
        Assert.Equal(12, (await emulator.JsonAsync("versions")).GetProperty("apiVersions").GetArrayLength());
        Assert.Equal((404, """{ "error": "Not found" }"""), await emulator.AnswerAsync("loadbalancer?api-version=2020-10-01"));
    }

    [Fact]
    public async Task A_host_can_answer_a_version_that_it_does_not_list_yet()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
        {
            NewestApiVersion = "2025-11-15",
            NewestListedApiVersion = "2025-04-07",
        });

        Assert.Equal("2025-04-07", (await emulator.JsonAsync("versions")).GetProperty("apiVersions").EnumerateArray().Last().GetString());
        Assert.Equal(200, (await emulator.AnswerAsync("instance?api-version=2025-11-15")).Status);
    }

    [Theory]
    [InlineData("2020-01-01")] // none
    [InlineData("2025-07-24")] // not answered
    public async Task No_version_is_listed_that_is_not_answered(string listed)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => ImdsEmulator.StartAsync(new ImdsEmulatorOptions { NewestListedApiVersion = listed }));

        Assert.StartsWith("NewestListedApiVersion", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing?api-version=2021-02-01")]
    [InlineData("Instance?api-version=2021-02-01")]
    [InlineData("attested?api-version=2021-02-01")]
    [InlineData("versions/0")]
    [InlineData("loadbalancer/loadbalancer?api-version=2021-02-01")]
    [InlineData("identity/info/tenantId?api-version=2021-02-01")]
    [InlineData("../elsewhere")]
    public async Task An_unknown_path_is_not_found(string target) =>
        Assert.Equal((404, """{ "error": "Not found" }"""), await _emulator.AnswerAsync(target));

    [Theory]
    [InlineData("POST", "instance?api-version=2021-02-01", """{ "error": "Not allowed" }""", "GET")]
    [InlineData("DELETE", "scheduledevents?api-version=2020-07-01", """{ "error": "Not allowed" }""", "GET,POST")]
    [InlineData("PUT", "identity/info?api-version=2021-02-01", """{"error":"method_not_allowed","error_description":"Not allowed"}""",
        "GET")]
    [InlineData("HEAD", "versions", "", "GET")]
    public async Task Another_method_is_not_allowed(string method, string target, string body, string allowed)
    {
        using var response = await _emulator.SendAsync(new HttpMethod(method), target, request => request.Headers.Add("Metadata", "true"));

        Assert.Equal((405, body), await response.AnswerAsync());
        Assert.Equal(allowed, string.Join(',', response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("instance?api-version=2021-02-01&format=xml")]
    [InlineData("versions?format=text")]
    [InlineData("attested/document?api-version=2021-02-01&format=text")]
    public async Task A_format_the_endpoint_has_not_is_a_bad_request(string target) =>
        Assert.Equal((400, """{ "error": "Bad request" }"""), await _emulator.AnswerAsync(target));

    [Fact]
    public async Task What_was_received_can_be_looked_up()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        await emulator.TextAsync("instance/compute/vmId?api-version=2021-02-01&format=text");
        using var refused = await emulator.SendAsync(HttpMethod.Get, "versions", _ => { });

        Assert.Equal(["/metadata/instance/compute/vmId?api-version=2021-02-01&format=text", "/metadata/versions"],
            emulator.Requests.Select(request => request.Target));
        Assert.Equal("true", emulator.Requests[0].Headers["metadata"]);
        Assert.False(emulator.Requests[1].Headers.ContainsKey("Metadata"));
    }

    [Fact]
    public void Only_the_loopback_address_listens()
    {
        Assert.Equal("127.0.0.1", _emulator.Endpoint.Host);
        Assert.Equal("/metadata", _emulator.Endpoint.AbsolutePath);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a second loopback address to try.");

        // A port that somebody listens on for all addresses is taken on each.
        using var neighbour = new TcpListener(IPAddress.Parse("127.0.0.2"), _emulator.Endpoint.Port);
        neighbour.Start();
    }

    [Fact]
    public async Task Several_emulators_run_side_by_side_and_may_be_disposed_twice()
    {
        await using var second = await ImdsEmulator.StartAsync();

        Assert.NotEqual(_emulator.Endpoint, second.Endpoint);
        await second.TextAsync("versions");
        await second.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => second.GetAsync("versions"));
        await _emulator.TextAsync("versions");
    }

    [Fact]
    public async Task A_taken_port_is_an_IOException()
    {
        var error = await Assert.ThrowsAsync<IOException>(
            () => ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Port = _emulator.Endpoint.Port }));

        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "2025-04-07", 1, "metadata.azure.com", "Port")]
    [InlineData(0, "2025-04-08", 1, "metadata.azure.com", "NewestApiVersion")]
    [InlineData(0, "2025-04-07", 0, "metadata.azure.com", "ScheduledEventSpeed")]
    [InlineData(0, "2025-04-07", double.NaN, "metadata.azure.com", "ScheduledEventSpeed")]
    [InlineData(0, "2025-04-07", 1, "no name", "AttestedDomain")]
    public async Task A_senseless_option_is_refused_by_name(int port, string newest, double speed, string domain, string option)
    {
        var options = new ImdsEmulatorOptions
        {
            Port = port,
            NewestApiVersion = newest,
            ScheduledEventSpeed = speed,
            AttestedDomain = domain,
        };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => ImdsEmulator.StartAsync(options));

        Assert.StartsWith(option, error.Message, StringComparison.Ordinal);
    }
}
