using System.Net.Sockets;
using System.Text.Json;

namespace Imds.Emulator.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private const string Instance = "instance?api-version=2021-02-01";
    private const string VmId = "instance/compute/vmId?api-version=2021-02-01&format=text";
    private const int Patience = 60_000; // For what would wait for ever if it failed.
    private readonly TestClock _time = new();
    private ImdsEmulator _emulator = null!;

    public static TheoryData<string> Endpoints =>
        ["versions", "instance", "attested/document", "identity/oauth2/token", "identity/info", "loadbalancer", "scheduledevents"];

    public async ValueTask InitializeAsync() =>
        _emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = _time });

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Each_status_comes_with_the_body_of_its_endpoint(string endpoint)
    {
        foreach (var (status, message, code) in new[]
        {
            (400, "Bad request", "invalid_request"), (403, "Forbidden", "forbidden"), (404, "Not found", "not_found"),
            (405, "Not allowed", "method_not_allowed"), (410, "Gone", "gone"), (429, "Too many requests", "too_many_requests"),
            (500, "Server error", "server_error"), (503, "Service unavailable", "service_unavailable"),
            (504, "Gateway Timeout", "gateway_timeout"),
        })
        {
            _emulator.Faults.Add(endpoint, ImdsFault.Status(status), count: 1);

            var expected = endpoint.StartsWith("identity", StringComparison.Ordinal)
                ? $$"""{"error":"{{code}}","error_description":"{{message}}"}"""
                : $$"""{ "error": "{{message}}" }""";
            Assert.Equal((status, expected), await _emulator.AnswerAsync(endpoint));
        }
    }

    [Fact]
    public async Task Retry_After_is_whole_seconds()
    {
        _emulator.Faults.Add("instance", ImdsFault.Status(429, TimeSpan.FromSeconds(2.5)), count: 1);
        _emulator.Faults.Add("instance", ImdsFault.Status(429), count: 1);

        using var with = await _emulator.GetAsync(Instance);
        using var without = await _emulator.GetAsync(Instance);

        Assert.Equal(TimeSpan.FromSeconds(3), with.Headers.RetryAfter?.Delta);
        Assert.Null(without.Headers.RetryAfter);
    }

    [Fact]
    public async Task Faults_are_used_up_in_the_order_they_were_added()
    {
        _emulator.Faults.Add("instance", ImdsFault.Status(503), count: 2);
        _emulator.Faults.Add(ImdsFaultList.All, ImdsFault.Status(429), count: 1);

        var statuses = new List<int>();
        for (var request = 0; request < 4; request++)
        {
            statuses.Add((await _emulator.AnswerAsync(Instance)).Status);
        }

        Assert.Equal([503, 503, 429, 200], statuses);
        Assert.Equal(4, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_fault_touches_nothing_but_its_endpoint_until_it_is_cleared()
    {
        _emulator.Faults.Add("/instance/compute/vmId", ImdsFault.Status(500));

        Assert.Equal(500, (await _emulator.AnswerAsync(VmId)).Status);
        Assert.Equal(500, (await _emulator.AnswerAsync(VmId)).Status);
        Assert.Equal(200, (await _emulator.AnswerAsync(Instance)).Status);
        Assert.Equal(200, (await _emulator.AnswerAsync("instance/compute/vmSize?api-version=2021-02-01&format=text")).Status);
        Assert.Equal(200, (await _emulator.AnswerAsync("versions")).Status);

        _emulator.Faults.Clear();
        Assert.Equal(200, (await _emulator.AnswerAsync(VmId)).Status);
    }

    [Fact]
    public async Task HTML_and_redirects_come_from_somebody_else()
    {
        _emulator.Faults.Add("instance", ImdsFault.Html, count: 1);
        _emulator.Faults.Add("instance", ImdsFault.Redirect(new Uri("http://127.0.0.1:9/elsewhere")), count: 1);

        using var html = await _emulator.GetAsync(Instance);
        using var redirect = await _emulator.GetAsync(Instance);

        Assert.Equal(200, (int)html.StatusCode);
        Assert.Equal("text/html", html.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<!DOCTYPE html>", await html.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(302, (int)redirect.StatusCode);
        Assert.Equal("http://127.0.0.1:9/elsewhere", redirect.Headers.Location?.OriginalString);
        Assert.Empty(html.Headers.Server);
        Assert.Empty(redirect.Headers.Server);
    }

    [Theory]
    [InlineData(Instance)]
    [InlineData("identity/oauth2/token?api-version=2018-02-01&resource=r")]
    public async Task The_host_itself_may_answer_while_the_service_restarts(string target)
    {
        _emulator.Faults.Add(ImdsFaultList.All, ImdsFault.HostError, count: 1);

        using var reply = await _emulator.GetAsync(target);

        Assert.Equal(500, (int)reply.StatusCode);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Microsoft-IIS/10.0", reply.Headers.Server.ToString());
        Assert.False(reply.Headers.Contains("x-ms-request-id"));
        Assert.Equal(200, (await _emulator.AnswerAsync(target)).Status);
    }

    [Fact]
    public async Task A_5xx_may_come_as_XML()
    {
        _emulator.Faults.Add("instance", ImdsFault.Xml(502), count: 1);

        using var xml = await _emulator.GetAsync(Instance);

        Assert.Equal(502, (int)xml.StatusCode);
        Assert.Equal("text/xml", xml.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bad Gateway", System.Xml.Linq.XDocument.Parse(await xml.Content.ReadAsStringAsync()).Root!.Elements().Last().Value);
    }

    [Fact]
    public async Task XML_may_come_with_success_too()
    {
        _emulator.Faults.Add("instance", ImdsFault.Xml(200), count: 1);

        using var xml = await _emulator.GetAsync(Instance);

        Assert.Equal((200, "text/xml"), ((int)xml.StatusCode, xml.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task An_error_may_come_with_success_in_the_shape_of_its_endpoint()
    {
        _emulator.Faults.Add(ImdsFaultList.All, ImdsFault.ErrorWithSuccess);

        Assert.Equal((200, """{ "error": "Server error" }"""), await _emulator.AnswerAsync(Instance));
        Assert.Equal((200, """{"error":"server_error","error_description":"Server error"}"""),
            await _emulator.AnswerAsync("identity/info?api-version=2018-02-01"));
    }

    [Fact]
    public async Task The_content_type_may_be_wrong_where_the_content_is_right()
    {
        var right = await _emulator.AnswerAsync(Instance);
        _emulator.Faults.Add("instance", ImdsFault.WrongContentType, count: 1);

        using var wrong = await _emulator.GetAsync(Instance);

        Assert.Equal("application/octet-stream", wrong.Content.Headers.ContentType?.MediaType);
        Assert.Equal(right.Body, await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Garbage_claims_to_be_JSON_and_empty_is_empty()
    {
        _emulator.Faults.Add("instance", ImdsFault.GarbageJson, count: 1);
        _emulator.Faults.Add("scheduledevents", ImdsFault.EmptyBody, count: 1);

        using var garbage = await _emulator.GetAsync(Instance);
        Assert.Equal("application/json", garbage.Content.Headers.ContentType?.MediaType);
        var body = await garbage.Content.ReadAsStringAsync();
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
        Assert.Equal((200, ""), await _emulator.AnswerAsync("scheduledevents?api-version=2020-07-01"));
    }

    [Fact]
    public async Task A_right_version_may_be_refused()
    {
        _emulator.Faults.Add("instance", ImdsFault.WrongVersion, count: 1);
        _emulator.Faults.Add("instance", ImdsFault.WrongVersionOf2019, count: 1);

        var (status, body) = await _emulator.AnswerAsync(Instance);
        Assert.Equal(400, status);
        Assert.EndsWith("""["2025-04-07","2024-07-17","2024-03-15"]}""", body, StringComparison.Ordinal);
        Assert.Equal((404, """{ "error": "Not found. Invalid version requested" }"""), await _emulator.AnswerAsync(Instance));
    }

    [Fact]
    public async Task A_part_may_be_missing_unless_the_request_wants_all()
    {
        _emulator.Faults.Add("instance", ImdsFault.PartialData);

        Assert.Equal(["compute"], (await _emulator.JsonAsync(Instance)).EnumerateObject().Select(member => member.Name));
        Assert.Equal((500, """{ "error": "Server error" }"""), await _emulator.AnswerAsync($"{Instance}&extended=true"));
        Assert.Equal("Standard_D4s_v5", await _emulator.TextAsync("instance/compute/vmSize?api-version=2021-02-01&format=text"));

        _emulator.Faults.Clear();
        Assert.Equal(2, (await _emulator.JsonAsync($"{Instance}&extended=true")).EnumerateObject().Count());
    }

    [Fact]
    public async Task The_list_of_versions_may_lag_behind()
    {
        _emulator.Faults.Add("versions", ImdsFault.StaleVersions);

        var listed = (await _emulator.JsonAsync("versions")).GetProperty("apiVersions").EnumerateArray()
            .Select(version => version.GetString());
        Assert.Equal(ServiceVersions.All.SkipLast(3), listed);
        Assert.Equal(200, (await _emulator.AnswerAsync("instance?api-version=2025-04-07")).Status);
    }

    [Fact]
    public async Task A_reset_is_a_reset()
    {
        _emulator.Faults.Add("instance", ImdsFault.Reset, count: 1);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => _emulator.GetAsync(Instance));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.GetBaseException()).SocketErrorCode);
    }

    [Fact]
    public async Task A_cut_body_ends_half_way()
    {
        var whole = await _emulator.TextAsync(Instance);
        _emulator.Faults.Add("instance", ImdsFault.CutBody, count: 1);

        using var response = await HeadersAsync(Instance);
        Assert.Equal(200, (int)response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var received = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(received));

        Assert.Equal(whole.Length, response.Content.Headers.ContentLength);
        Assert.Equal(whole[..(whole.Length / 2)], System.Text.Encoding.UTF8.GetString(received.ToArray()));
    }

    [Fact]
    public async Task A_reset_may_come_half_way()
    {
        _emulator.Faults.Add("instance", ImdsFault.ResetBody, count: 1);

        // What is on its way when a connection is reset may be lost with it, the headers as well.
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await HeadersAsync(Instance);
            Assert.Equal(200, (int)response.StatusCode);
            await response.Content.ReadAsStringAsync();
        });

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.GetBaseException()).SocketErrorCode);
    }

    [Fact(Timeout = Patience)]
    public async Task Slow_headers_wait_by_the_clock_of_the_emulator()
    {
        _emulator.Faults.Add("instance", ImdsFault.SlowHeaders(TimeSpan.FromMinutes(2)), count: 1);

        var reply = _emulator.AnswerAsync(VmId);
        await _time.TimersAsync(1);
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(reply.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await reply).Status);
    }

    [Fact(Timeout = Patience)]
    public async Task A_slow_body_waits_in_its_middle()
    {
        var whole = await _emulator.TextAsync(Instance);
        _emulator.Faults.Add("instance", ImdsFault.SlowBody(TimeSpan.FromSeconds(30)), count: 1);

        using var response = await HeadersAsync(Instance);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var half = new byte[whole.Length / 2];
        await stream.ReadExactlyAsync(half);
        await _time.TimersAsync(1);
        var rest = new StreamReader(stream).ReadToEndAsync();
        Assert.False(rest.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(whole, System.Text.Encoding.UTF8.GetString(half) + await rest);
    }

    [Fact(Timeout = Patience)]
    public async Task A_reply_without_a_body_has_no_middle_to_wait_in()
    {
        _emulator.SetDocument("""{"compute":{"zone":""}}""");
        _emulator.Faults.Add("instance", ImdsFault.SlowBody(TimeSpan.FromSeconds(30)), count: 1);

        Assert.Equal((200, ""), await _emulator.AnswerAsync("instance/compute/zone?api-version=2021-02-01&format=text"));
    }

    [Fact(Timeout = Patience)]
    public async Task A_hanging_request_ends_with_the_client_or_the_emulator()
    {
        _emulator.Faults.Add("instance", ImdsFault.Hang);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var patience = new CancellationTokenSource();

        var given = client.GetAsync($"{_emulator.Endpoint}/{Instance}", patience.Token);
        var kept = client.GetAsync($"{_emulator.Endpoint}/{Instance}");
        while (_emulator.Requests.Count < 2)
        {
            await Task.Delay(5);
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(kept.IsCompleted);

        await _emulator.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => kept);
    }

    [Fact]
    public async Task A_huge_body_is_JSON_of_that_size_and_says_nothing_of_it()
    {
        const int size = 5_000_001;
        _emulator.Faults.Add("instance", ImdsFault.HugeBody(size), count: 1);

        using var response = await HeadersAsync(Instance);
        Assert.Null(response.Content.Headers.ContentLength);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(size, body.Length);
        Assert.Equal(size - 23, JsonDocument.Parse(body).RootElement.GetProperty("compute").GetProperty("name").GetString()!.Length);
    }

    [Fact]
    public void Senseless_faults_are_refused_with_what_to_do()
    {
        var unknown = Assert.Throws<ArgumentException>(() => _emulator.Faults.Add("instances", ImdsFault.Reset));
        Assert.Contains("'instances'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("attested/document", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("attested/document", Assert.Throws<ArgumentException>(
            () => _emulator.Faults.Add("instance", ImdsFault.Attested(AttestedDefect.Md5))).Message, StringComparison.Ordinal);
        Assert.Contains("Only versions", Assert.Throws<ArgumentException>(
            () => _emulator.Faults.Add("instance", ImdsFault.StaleVersions)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.Faults.Add("instance", ImdsFault.Reset, count: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImdsFault.Status(200));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImdsFault.Xml(404));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImdsFault.HugeBody(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImdsFault.SlowBody(TimeSpan.FromSeconds(-1)));
    }

    private Task<HttpResponseMessage> HeadersAsync(string target)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Add("Metadata", "true");
        return client.GetAsync($"{_emulator.Endpoint}/{target}", HttpCompletionOption.ResponseHeadersRead);
    }
}
