using System.Text.Json;

namespace Imds.Emulator.Tests;

public sealed class ScheduledEventTests
{
    private const string Newest = "scheduledevents?api-version=2020-07-01";
    private readonly TestClock _time = new();

    [Fact]
    public async Task An_event_is_announced_started_and_gone()
    {
        await using var emulator = await StartAsync();
        Assert.Equal("""{"DocumentIncarnation":1,"Events":[]}""", await emulator.TextAsync(Newest));

        emulator.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Freeze, EventId = "E-1" });
        Assert.Equal((2, "E-1 Freeze Scheduled Thu, 01 Jan 2026 00:15:00 GMT"), await ReadAsync(emulator));

        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal((2, "E-1 Freeze Scheduled Thu, 01 Jan 2026 00:15:00 GMT"), await ReadAsync(emulator));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((3, "E-1 Freeze Started "), await ReadAsync(emulator));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((4, ""), await ReadAsync(emulator));
    }

    [Theory]
    [InlineData(ScheduledEventType.Freeze, 15 * 60)]
    [InlineData(ScheduledEventType.Reboot, 15 * 60)]
    [InlineData(ScheduledEventType.Redeploy, 10 * 60)]
    [InlineData(ScheduledEventType.Preempt, 30)]
    [InlineData(ScheduledEventType.Terminate, 5 * 60)]
    public async Task Each_type_has_the_services_notice(ScheduledEventType type, int seconds)
    {
        await using var emulator = await StartAsync(new EmulatedEvent { Type = type });

        var listed = Assert.Single((await emulator.JsonAsync(Newest)).GetProperty("Events").EnumerateArray().ToArray());

        Assert.Equal(type.ToString(), listed.GetProperty("EventType").GetString());
        Assert.Equal(_time.GetUtcNow().AddSeconds(seconds).ToString("R"), listed.GetProperty("NotBefore").GetString());
        Assert.Equal("VirtualMachine", listed.GetProperty("ResourceType").GetString());
        Assert.Equal(["orchard-web-01"], listed.GetProperty("Resources").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("Platform", listed.GetProperty("EventSource").GetString());
        Assert.Equal(JsonValueKind.Number, listed.GetProperty("DurationInSeconds").ValueKind);
    }

    [Fact]
    public async Task Approval_starts_an_event_at_once_and_may_be_repeated()
    {
        await using var emulator = await StartAsync(new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1" });
        const string body = """{"StartRequests":[{"EventId":"e-1"}]}""";

        Assert.Equal((200, ""), await PostAsync(emulator, body));
        Assert.Equal((3, "E-1 Reboot Started "), await ReadAsync(emulator));
        Assert.Equal((200, ""), await PostAsync(emulator, body));
        Assert.Equal((3, "E-1 Reboot Started "), await ReadAsync(emulator));

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((4, ""), await ReadAsync(emulator));
        Assert.Equal(400, (await PostAsync(emulator, body)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"StartRequests":{}}""")]
    [InlineData("""{"StartRequests":[null]}""")]
    [InlineData("""{"StartRequests":[{}]}""")]
    [InlineData("""{"StartRequests":[{"EventId":7}]}""")]
    [InlineData("""{"StartRequests":[{"EventId":"E-1"},""")]
    public async Task A_malformed_approval_starts_nothing(string body)
    {
        await using var emulator = await StartAsync(new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1" });

        Assert.Equal((400, """{ "error": "Bad request" }"""), await PostAsync(emulator, body));
        Assert.Equal(2, (await ReadAsync(emulator)).Incarnation);
    }

    [Fact]
    public async Task An_approval_with_an_unknown_id_starts_nothing_and_names_it()
    {
        await using var emulator = await StartAsync(new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1" });

        var (status, body) = await PostAsync(emulator, """{"StartRequests":[{"EventId":"E-1"},{"EventId":"E-2"}]}""");

        Assert.Equal(400, status);
        Assert.Contains("'E-2'", body, StringComparison.Ordinal);
        Assert.Equal(2, (await ReadAsync(emulator)).Incarnation);
    }

    [Fact]
    public async Task A_cancelled_event_vanishes_without_having_started()
    {
        await using var emulator = await StartAsync(
            new EmulatedEvent { Type = ScheduledEventType.Redeploy, EventId = "E-1", CancelledAfter = TimeSpan.FromMinutes(1) },
            new EmulatedEvent { Type = ScheduledEventType.Redeploy, EventId = "E-2" });

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((4, "E-2 Redeploy Scheduled Thu, 01 Jan 2026 00:10:00 GMT"), await ReadAsync(emulator));
        Assert.True(emulator.ScheduledEvents.Cancel("E-2"));
        Assert.Equal((5, ""), await ReadAsync(emulator));
        Assert.False(emulator.ScheduledEvents.Cancel("E-2"));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((5, ""), await ReadAsync(emulator));
    }

    [Fact]
    public async Task A_started_event_cannot_be_cancelled()
    {
        await using var emulator = await StartAsync(
            new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1", CancelledAfter = TimeSpan.FromMinutes(1) });

        Assert.True(emulator.ScheduledEvents.Approve("E-1"));
        Assert.False(emulator.ScheduledEvents.Cancel("E-1"));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((3, "E-1 Reboot Started "), await ReadAsync(emulator));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((4, ""), await ReadAsync(emulator));
    }

    [Fact]
    public async Task Speed_shortens_every_part_of_a_script()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
        {
            TimeProvider = _time,
            ScheduledEventSpeed = 60,
            ScheduledEvents =
            [
                new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1", After = TimeSpan.FromMinutes(2), ByUser = true,
                    Lasts = TimeSpan.FromMinutes(3) },
            ],
        });

        Assert.Equal((1, ""), await ReadAsync(emulator));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((2, "E-1 Reboot Scheduled Thu, 01 Jan 2026 00:00:17 GMT"), await ReadAsync(emulator));
        Assert.Contains("\"EventSource\":\"User\"", await emulator.TextAsync(Newest));
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((3, "E-1 Reboot Started "), await ReadAsync(emulator));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((4, ""), await ReadAsync(emulator));
    }

    [Fact]
    public async Task A_list_that_the_client_has_is_not_sent_again()
    {
        await using var emulator = await StartAsync();
        using var first = await emulator.GetAsync(Newest);
        var tag = first.Headers.ETag!.ToString();

        using var same = await AskAsync(tag);
        using var weak = await AskAsync($"\"other\", W/{tag}");
        emulator.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Freeze, EventId = "E-1" });
        using var changed = await AskAsync(tag);

        Assert.Equal((304, ""), await same.AnswerAsync());
        Assert.Equal((304, tag), ((int)weak.StatusCode, weak.Headers.ETag?.ToString()));
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.Contains("E-1", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(tag, changed.Headers.ETag?.ToString());

        Task<HttpResponseMessage> AskAsync(string known) => emulator.SendAsync(HttpMethod.Get, Newest, request =>
        {
            request.Headers.Add("Metadata", "true");
            request.Headers.Add("If-None-Match", known);
        });
    }

    [Theory]
    [InlineData("2017-03-01", "EventId EventStatus EventType ResourceType Resources NotBefore")]
    [InlineData("2017-08-01", "EventId EventStatus EventType ResourceType Resources NotBefore")]
    [InlineData("2019-01-01", "EventId EventStatus EventType ResourceType Resources NotBefore")]
    [InlineData("2019-04-01", "EventId EventStatus EventType ResourceType Resources NotBefore Description")]
    [InlineData("2019-08-01", "EventId EventStatus EventType ResourceType Resources NotBefore Description EventSource")]
    [InlineData("2020-07-01", "EventId EventStatus EventType ResourceType Resources NotBefore Description EventSource DurationInSeconds")]
    public async Task An_event_has_the_fields_of_its_version(string version, string fields)
    {
        await using var emulator = await StartAsync(new EmulatedEvent { Type = ScheduledEventType.Freeze });

        var reply = await emulator.JsonAsync($"scheduledevents?api-version={version}");

        Assert.Equal(fields.Split(' '), reply.GetProperty("Events")[0].EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("2017-08-01", "Freeze")]
    [InlineData("2017-11-01", "Freeze Preempt")]
    [InlineData("2019-01-01", "Freeze Preempt Terminate")]
    public async Task An_older_version_lists_no_newer_types(string version, string types)
    {
        await using var emulator = await StartAsync(
            new EmulatedEvent { Type = ScheduledEventType.Freeze },
            new EmulatedEvent { Type = ScheduledEventType.Preempt },
            new EmulatedEvent { Type = ScheduledEventType.Terminate });

        var reply = await emulator.JsonAsync($"scheduledevents?api-version={version}");

        Assert.Equal(types.Split(' '),
            reply.GetProperty("Events").EnumerateArray().Select(listed => listed.GetProperty("EventType").GetString()));
    }

    [Fact]
    public async Task Senseless_events_are_refused()
    {
        await using var emulator = await StartAsync(new EmulatedEvent { Type = ScheduledEventType.Freeze, EventId = "E-1" });

        Assert.Contains("'e-1'", Assert.Throws<ArgumentException>(
            () => emulator.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Freeze, EventId = "e-1" })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new EmulatedEvent { Type = ScheduledEventType.Freeze, Notice = TimeSpan.FromSeconds(-1) });
    }

    private Task<ImdsEmulator> StartAsync(params EmulatedEvent[] events) =>
        ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = _time, ScheduledEvents = events });

    private static async Task<(int Incarnation, string Events)> ReadAsync(ImdsEmulator emulator)
    {
        var reply = await emulator.JsonAsync(Newest);
        return (reply.GetProperty("DocumentIncarnation").GetInt32(),
            string.Join('\n', reply.GetProperty("Events").EnumerateArray().Select(Line)));

        static string Line(JsonElement listed) => string.Join(
            ' ', new[] { "EventId", "EventType", "EventStatus", "NotBefore" }.Select(field => listed.GetProperty(field).GetString()));
    }

    private static async Task<(int Status, string Body)> PostAsync(ImdsEmulator emulator, string body)
    {
        using var response = await emulator.PostAsync(Newest, body);
        return await response.AnswerAsync();
    }
}
