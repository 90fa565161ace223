using System.Net;
using System.Net.Http.Headers;

namespace Imds.Runtime.Tests;

/// <summary>Each reply that the service, or what stands in its place, gives where it fails.</summary>
public class ErrorReplyTests
{
    [Theory]
    [InlineData("identity/oauth2/token", """{"error":"not_found","error_description":"Not found"}""",
        "It often passes: try again. If it lasts, there is no such path, or not in api-version 2021-02-01.")]
    [InlineData("versions", """{ "error": "Not found" }""", "There is no such path.")]
    [InlineData("instance/compute/nothing", """{ "error": "Not found" }""", "There is no such path, or not in api-version 2021-02-01.")]
    public async Task A_404_says_what_it_may_mean(string path, string body, string remedy)
    {
        using var connection = Calls.Connect(new StubHandler(System.Net.HttpStatusCode.NotFound, body));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => ServiceEndpoints.Route(connection, path).GetTextAsync(default));
        Assert.EndsWith(". " + remedy, failure.Message);
    }

    [Fact]
    public async Task A_wait_that_the_service_asks_for_is_told()
    {
        using var connection = Calls.Connect(new StubHandler(_ =>
        {
            var reply = StubHandler.Reply(System.Net.HttpStatusCode.TooManyRequests, "{}");
            reply.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(200));
            return reply;
        }));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.EndsWith("about five requests a second. It asks to wait for 200 s.", failure.Message);
    }

    [Theory]
    [InlineData(100, "allow more with ImdsClientOptions.ScheduledEventsTimeout.")]
    [InlineData(500, "allow more with ImdsClientOptions.ScheduledEventsTimeout.")]
    public async Task Scheduled_events_that_come_too_late_name_the_option_of_their_own(int timeout, string remedy)
    {
        var clock = new TestClock();
        var stub = new StubHandler(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException("never here");
        });
        using var connection = Calls.Connect(stub, options =>
        {
            options.TimeProvider = clock;
            options.Timeout = TimeSpan.FromSeconds(timeout);
        });
        var call = ServiceEndpoints.Route(connection, "scheduledevents").GetAsync(Calls.ReadName, default);
        await clock.RunAsync(call, TimeSpan.FromSeconds(501));
        Assert.EndsWith(remedy, (await Assert.ThrowsAsync<ImdsException>(() => call)).Message);
    }

    [Theory]
    [InlineData(400, """{ "error": "Bad request: . Required metadata header not specified" }""", ImdsFailure.Refused,
        "Bad request: . Required metadata header not specified")]
    [InlineData(400, """{ "error": "Bad request" }""", ImdsFailure.Refused, "Bad request")]
    [InlineData(403, """{"error":"Forbidden"}""", ImdsFailure.Refused, "Forbidden")]
    [InlineData(404, """{ "error": "Not found" }""", ImdsFailure.Refused, "Not found")]
    [InlineData(404, """{ "error": "Not found. Invalid version requested" }""", ImdsFailure.Refused,
        "Not found. Invalid version requested")]
    [InlineData(405, "Not allowed", ImdsFailure.Refused, "Not allowed")]
    [InlineData(408, "", ImdsFailure.ServiceFault, "")]
    [InlineData(410, "Gone", ImdsFailure.ServiceFault, "Gone")]
    [InlineData(429, "Too many requests", ImdsFailure.Throttled, "Too many requests")]
    [InlineData(429, "\"Too many requests\"", ImdsFailure.Throttled, "Too many requests")]
    [InlineData(500, "Server error", ImdsFailure.ServiceFault, "Server error")]
    [InlineData(503, "Service unavailable", ImdsFailure.ServiceFault, "Service unavailable")]
    [InlineData(503, """<?xml version="1.0"?><Error><Code>x</Code></Error>""", ImdsFailure.ServiceFault, "")]
    [InlineData(502, "<html><body>bad gateway</body></html>", ImdsFailure.ServiceFault, "")]
    [InlineData(500, """{"error":null}""", ImdsFailure.ServiceFault, "")]
    [InlineData(500, """["x"]""", ImdsFailure.ServiceFault, "")]
    [InlineData(500, """{"error":{"code":"x"}}""", ImdsFailure.ServiceFault, "")]
    [InlineData(500, "[1,2", ImdsFailure.ServiceFault, "[1,2")]
    [InlineData(500, """{"error":"cut""", ImdsFailure.ServiceFault, "{\"error\":\"cut")]
    public async Task The_exception_has_what_the_service_said(int status, string body, ImdsFailure reason, string error)
    {
        var failure = await FailAsync(StubHandler.Reply((HttpStatusCode)status, body));
        Assert.Equal((reason, (HttpStatusCode)status, error), (failure.Reason, failure.StatusCode!.Value, failure.Error));
        Assert.Contains(status.ToString(), failure.Message);
        Assert.Contains(error, failure.Message);
        Assert.StartsWith("GET http://169.254.169.254/metadata/instance?api-version=2021-02-01: ", failure.Message);
        Assert.Equal("http://169.254.169.254/metadata/instance?api-version=2021-02-01", failure.RequestUri!.AbsoluteUri);
        Assert.Equal(new ImdsApiVersion(2021, 2, 1), failure.ApiVersion);
        Assert.Empty(failure.NewestVersions);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public async Task A_service_that_says_itself_what_is_missing_is_not_talked_over()
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.NotFound,
            """{ "error": "No load balancer metadata is found. Please check and retry later." }"""));
        Assert.EndsWith("the service answered 404, saying 'No load balancer metadata is found. Please check and retry later'.",
            failure.Message);
        Assert.Contains("There is no such path",
            (await FailAsync(StubHandler.Reply(HttpStatusCode.NotFound, """{ "error": "Not found" }"""))).Message);
    }

    [Fact]
    public async Task A_refused_version_names_those_the_service_knows()
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.BadRequest, """
            {"error":"Bad request. api-version is invalid or was not specified in the request. For more information refer to aka.ms/azureimds","newest-versions":["2025-04-07","2024-07-17","2024-03-15"]}
            """));
        Assert.Equal<object>((ImdsList<string>)["2025-04-07", "2024-07-17", "2024-03-15"], failure.NewestVersions);
        Assert.Contains("2025-04-07, 2024-07-17, 2024-03-15", failure.Message);
    }

    [Fact]
    public async Task An_identity_error_has_its_description()
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.BadRequest,
            """{"error":"invalid_request","error_description":"Identity not found"}"""));
        Assert.Equal(("invalid_request", "Identity not found"), (failure.Error, failure.ErrorDescription));
        Assert.Contains("invalid_request: Identity not found", failure.Message);
    }

    [Fact]
    public async Task An_error_is_one_line_of_bounded_length_in_the_message()
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.BadRequest,
            $$"""{"error":"a\r\nFAKE LOG LINE\u0000{{new string('x', 5000)}}"}"""));
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain('\0', failure.Message);
        Assert.InRange(failure.Message.Length, 500, 1000);
        Assert.Equal("a  FAKE LOG LINE " + new string('x', 500 - 17) + "…", failure.Error);
        Assert.Equal(500, (await FailAsync(StubHandler.Reply(HttpStatusCode.BadRequest, new string('x', 500)))).Error.Length);
    }

    [Fact]
    public async Task No_character_of_the_reply_ends_the_line_or_turns_it_about()
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.NotFound, "a\u2028b\u202Ec"));
        Assert.Equal("a b c", failure.Error);

        var redirect = new HttpResponseMessage(HttpStatusCode.Found);
        redirect.Headers.TryAddWithoutValidation("Location", "x\u001B[31mred");
        Assert.Contains("a redirect (302) to x?[31mred, ", (await FailAsync(redirect)).Message);
    }

    [Fact]
    public async Task Only_what_is_a_version_counts_as_one_that_the_service_knows()
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.BadRequest,
            """{"error":"Bad request","newest-versions":["a\r\nb",7,null,"2023-07-01"]}"""));
        Assert.Equal<object>((ImdsList<string>)["2023-07-01"], failure.NewestVersions);
    }

    /// <summary>JSON may hold half of a surrogate pair, which is no text: its reader says so in a way of its own.</summary>
    [Theory]
    [InlineData("instance", """{"\ud800":1,"compute":{}}""")]
    [InlineData("instance", """{"err\ud800r":1}""")]
    [InlineData("identity/oauth2/token", """{"\udc00":1,"access_token":"t","expires_on":"1"}""")]
    public async Task A_name_that_is_no_text_is_an_invalid_reply(string path, string body)
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, body));
        var failure = await Assert.ThrowsAsync<ImdsException>(
            () => ServiceEndpoints.Route(connection, path).GetAsync(Calls.ReadName, default));
        Assert.Equal(ImdsFailure.InvalidReply, failure.Reason);
    }

    [Theory]
    [InlineData(200, "<!DOCTYPE html><html>Sign in</html>", "text/html")]
    [InlineData(200, "\n<HTML>", "text/plain")]
    [InlineData(200, "hello", "text/html")]
    [InlineData(404, "<html><h1>404 nginx</h1></html>", "text/html")]
    [InlineData(407, "", "text/plain")]
    public async Task What_only_something_else_answers_is_told_apart(int status, string body, string mediaType)
    {
        var failure = await FailAsync(StubHandler.Reply((HttpStatusCode)status, body, mediaType));
        Assert.Equal(ImdsFailure.NotImds, failure.Reason);
        Assert.Contains("proxy", failure.Message);
        await Assert.ThrowsAsync<ImdsException>(() =>
            new ImdsRoute(Calls.Connect(new StubHandler((HttpStatusCode)status, body, mediaType)),
                "instance/compute/vmId").GetTextAsync(default));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public async Task An_empty_reply_is_a_failure_of_its_own(string body)
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.OK, body));
        Assert.Equal((ImdsFailure.EmptyReply, HttpStatusCode.OK), (failure.Reason, failure.StatusCode!.Value));
    }

    [Fact]
    public async Task A_reply_without_content_is_empty() =>
        Assert.Equal(ImdsFailure.EmptyReply, (await FailAsync(new HttpResponseMessage(HttpStatusCode.NoContent))).Reason);

    [Fact]
    public async Task An_empty_text_is_a_value() =>
        Assert.Equal("", await new ImdsRoute(Calls.Connect(new StubHandler(HttpStatusCode.OK, "", "text/plain")),
            "instance/compute/zone").GetTextAsync(default));

    [Theory]
    [InlineData("{\"name\":\n  \"x", "line 2, byte 5")]
    [InlineData("garbage", "line 1, byte 1")]
    [InlineData("{\"name\":\"secret\"}}", "line 1, byte 18")]
    public async Task A_reply_that_is_not_json_says_where(string body, string place)
    {
        var failure = await FailAsync(StubHandler.Reply(HttpStatusCode.OK, body));
        Assert.Equal(ImdsFailure.InvalidReply, failure.Reason);
        Assert.Contains(place, failure.Message);
        Assert.DoesNotContain("secret", failure.ToString());
    }

    [Fact]
    public async Task The_wait_that_the_service_asks_for_is_told()
    {
        var seconds = StubHandler.Reply(HttpStatusCode.TooManyRequests, "");
        seconds.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), (await FailAsync(seconds)).RetryAfter);

        var date = StubHandler.Reply(HttpStatusCode.ServiceUnavailable, "");
        date.Headers.RetryAfter = new RetryConditionHeaderValue(TestClock.Beginning + TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(9), (await FailAsync(date)).RetryAfter);

        var past = StubHandler.Reply(HttpStatusCode.ServiceUnavailable, "");
        past.Headers.RetryAfter = new RetryConditionHeaderValue(TestClock.Beginning - TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.Zero, (await FailAsync(past)).RetryAfter);
    }

    private static async Task<ImdsException> FailAsync(HttpResponseMessage reply)
    {
        using var connection = Calls.Connect(new StubHandler(_ => reply), options => options.TimeProvider = new TestClock());
        return await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
    }
}
