using System.Net;
using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>What changes the emulator while it runs, over HTTP.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private const string Name = "instance/compute/name?api-version=2021-02-01&format=text";
    private const string Events = "scheduledevents?api-version=2020-07-01";

    private readonly TestClock _time = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private ImdsEmulator _emulator = null!;

    public async ValueTask InitializeAsync() => _emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
    {
        TimeProvider = _time,
        Faults = [new EmulatedFault("versions", ImdsFault.Status(503))],
        ScheduledEvents = [new EmulatedEvent { Type = ScheduledEventType.Freeze, EventId = "E-0" }],
    });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("reboot,id=E-1,by=user")]
    [InlineData("""{ "type": "reboot", "id": "E-1", "by": "user" }""")]
    public async Task Events_are_added_approved_and_cancelled(string added)
    {
        Assert.Equal((201, """{"id":"E-1"}"""), await CallAsync("POST", "events", added));
        Assert.Equal(201, (await CallAsync("POST", "events", "freeze,id=E-2,after=1h")).Status);
        Assert.Equal(["E-0 Scheduled", "E-1 Scheduled", "E-2 Waiting"], await StagesAsync());

        Assert.Equal(204, (await CallAsync("POST", "events/E-1/approve")).Status);
        Assert.Contains("\"EventId\":\"E-1\",\"EventStatus\":\"Started\"", await _emulator.TextAsync(Events), StringComparison.Ordinal);
        Assert.Equal(204, (await CallAsync("DELETE", "events/e-0")).Status);
        Assert.DoesNotContain("E-0", await _emulator.TextAsync(Events), StringComparison.Ordinal);
        Assert.Equal(404, (await CallAsync("DELETE", "events/E-1")).Status);
        Assert.Equal(404, (await CallAsync("POST", "events/nobody/approve")).Status);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["E-0 Cancelled", "E-1 Ended", "E-2 Waiting"], await StagesAsync());

        Assert.Equal(204, (await CallAsync("DELETE", "events")).Status);
        Assert.Empty(await StagesAsync());
    }

    [Fact]
    public async Task Faults_are_added_listed_and_cleared()
    {
        Assert.Equal(201, (await CallAsync("POST", "faults", "instance=429:3s*2")).Status);
        Assert.Equal(201, (await CallAsync("POST", "faults", """{"endpoint":"identity/info","fault":"hang"}""")).Status);
        Assert.Equal(429, (await _emulator.AnswerAsync(Name)).Status);
        Assert.Equal(
            (200, """[{"endpoint":"versions","fault":"503"},{"endpoint":"instance","fault":"429:3s","count":1},{"endpoint":"identity/info","fault":"hang"}]"""),
            await CallAsync("GET", "faults"));

        Assert.Equal(204, (await CallAsync("DELETE", "faults")).Status);
        Assert.Equal(200, (await _emulator.AnswerAsync(Name)).Status);
    }

    [Fact]
    public async Task A_document_is_changed_in_part_replaced_and_put_back()
    {
        Assert.Equal(204, (await CallAsync("PATCH", "document", """{"compute":{"name":"patched","vmSize":null}}""")).Status);
        Assert.Equal("patched", await _emulator.TextAsync(Name));
        Assert.Equal(404, (await _emulator.AnswerAsync("instance/compute/vmSize?api-version=2021-02-01&format=text")).Status);
        Assert.Equal("northeurope", await _emulator.TextAsync("instance/compute/location?api-version=2021-02-01&format=text"));

        Assert.Equal(204, (await CallAsync("PUT", "document", """{"compute":{"name":"put"}}""")).Status);
        Assert.Equal("""{"compute":{"name":"put"}}""", await _emulator.TextAsync("instance?api-version=2021-02-01"));
        Assert.Equal((200, """{"compute":{"name":"put"}}"""), await CallAsync("GET", "document"));

        Assert.Equal(204, (await CallAsync("DELETE", "document")).Status);
        Assert.Equal("orchard-web-01", await _emulator.TextAsync(Name));
        Assert.Equal(204, (await CallAsync("PUT", "load-balancer", """{"loadbalancer":{"inboundRules":[]}}""")).Status);
        Assert.Equal("""{"loadbalancer":{"inboundRules":[]}}""", await _emulator.TextAsync("loadbalancer?api-version=2021-02-01"));
    }

    [Fact]
    public async Task Reset_makes_all_as_it_was_at_the_start()
    {
        await CallAsync("PUT", "document", """{"compute":{"name":"put"}}""");
        await CallAsync("POST", "faults", "instance=500");
        await CallAsync("DELETE", "events/E-0");
        await _emulator.AnswerAsync(Name);

        Assert.Equal(204, (await CallAsync("POST", "reset")).Status);

        Assert.Empty(_emulator.Requests);
        Assert.Equal("orchard-web-01", await _emulator.TextAsync(Name));
        Assert.Equal(["E-0 Scheduled"], await StagesAsync());
        Assert.Equal(503, (await _emulator.AnswerAsync("versions")).Status);
    }

    [Fact]
    public async Task The_list_of_events_keeps_counting_over_a_reset()
    {
        var before = (await _emulator.JsonAsync(Events)).GetProperty("DocumentIncarnation").GetInt32();

        _emulator.Reset();

        Assert.True((await _emulator.JsonAsync(Events)).GetProperty("DocumentIncarnation").GetInt32() > before);
    }

    [Fact]
    public async Task Requests_are_listed_with_what_became_of_them()
    {
        await _emulator.AnswerAsync(Name);
        await _emulator.AnswerAsync("versions");

        var all = JsonDocument.Parse((await CallAsync("GET", "requests")).Body).RootElement.EnumerateArray().ToArray();
        Assert.Equal(["200", "503"], all.Select(request => request.GetProperty("outcome").GetString()));
        Assert.Equal($"/metadata/{Name}", all[0].GetProperty("target").GetString());
        Assert.Equal("503", all[1].GetProperty("fault").GetString());

        var last = all[1].GetProperty("number").GetInt64();
        Assert.Equal((200, "[]"), await CallAsync("GET", $"requests?after={last}"));
        Assert.Equal(2, _emulator.Requests.Count);
        Assert.Equal(204, (await CallAsync("DELETE", "requests")).Status);
        Assert.Empty(_emulator.Requests);
    }

    [Theory]
    [InlineData("POST", "events", "freez", 400, "there is no type of event 'freez'")]
    [InlineData("POST", "events", "{", 400, "not valid JSON")]
    [InlineData("POST", "events", "freeze,id=e-0", 400, "There is an event with the id 'e-0' already.")]
    [InlineData("POST", "faults", "instance", 400, "takes ENDPOINT=FAULT")]
    [InlineData("POST", "faults", "nowhere=503", 400, "There is no endpoint 'nowhere'")]
    [InlineData("PUT", "document", "[]", 400, "must be a JSON object")]
    [InlineData("PATCH", "document", "{ oops", 400, "not valid JSON")]
    [InlineData("PATCH", "document", """{ "\ud800": 1 }""", 400, "half of a surrogate pair")]
    [InlineData("PUT", "document", """{ "compute": { "name": "\ud800" } }""", 400, "half of a surrogate pair")]
    [InlineData("PATCH", "document", """{ "a": 1, "a": 2 }""", 400, "The member 'a' is there twice.")]
    [InlineData("POST", "faults", """{ "endpoint": "\ud800", "fault": "503" }""", 400, "half of a surrogate pair")]
    [InlineData("PUT", "events", "", 405, "GET, POST, DELETE")]
    [InlineData("GET", "reset", "", 405, "POST")]
    [InlineData("GET", "elsewhere", "", 404, "events, faults, document")]
    public async Task A_mistake_is_said(string method, string path, string body, int status, string message)
    {
        var answer = await CallAsync(method, path, body);

        Assert.Equal(status, answer.Status);
        var error = JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetString();
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "rebound.example")]
    public async Task Pages_of_other_sites_change_and_read_nothing(string header, string value)
    {
        foreach (var (method, path) in new[] { ("POST", "reset"), ("GET", "document") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_emulator.Endpoint, $"/emulator/{path}"));
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await _client.SendAsync(request);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_control_paths_are_no_part_of_the_service()
    {
        await CallAsync("GET", "faults");

        Assert.Empty(_emulator.Requests);
        Assert.Equal(404, (await _emulator.AnswerAsync("emulator/faults")).Status);
        _emulator.Faults.Add(ImdsFaultList.All, ImdsFault.Status(500));
        Assert.Equal(200, (await CallAsync("GET", "faults")).Status);
    }

    private async Task<string[]> StagesAsync() =>
    [
        .. JsonDocument.Parse((await CallAsync("GET", "events")).Body).RootElement.EnumerateArray()
            .Select(listed => $"{listed.GetProperty("id").GetString()} {listed.GetProperty("stage").GetString()}"),
    ];

    private async Task<(int Status, string Body)> CallAsync(string method, string path, string body = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_emulator.Endpoint, $"/emulator/{path}"));
        request.Content = body.Length > 0 ? new StringContent(body) : null;
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.AnswerAsync();
    }
}
