using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>What is not what was asked for is an error, though its status says 200.</summary>
public class ReplyContentTests
{
    private static readonly ImdsEndpoint Instance =
        new("instance") { Members = ["compute", "network"], CompletenessParameter = "extended" };
    private static readonly ImdsEndpoint Token = new("identity/oauth2/token") { Members = ["access_token"] };

    [Theory]
    [InlineData("""{"error":"Internal error","error_description":"later"}""", "application/json", "Internal error")]
    [InlineData("""{ "error": "x" }""", "text/plain", "x")]
    [InlineData("<?xml version=\"1.0\"?><Error/>", "text/plain", "XML")]
    [InlineData("<Error/>", "application/xml", "XML")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><Error/>", "text/plain", "XML")]
    [InlineData(" \r\n\t<?xml version=\"1.0\"?><Error/>", "text/plain", "XML")]
    [InlineData("\uFEFF\n{ \"error\": \"x\" }", "text/plain", "x")]
    public async Task On_a_leaf_and_on_a_document(string body, string mediaType, string said)
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, body, mediaType));
        var route = new ImdsRoute(connection, Instance).To("instance/compute/vmId");
        foreach (var call in (Func<Task>[])
        [
            () => route.GetTextAsync(default), () => new ImdsLeaf<string>(route).GetAsync(), () => route.ListAsync(default),
            () => connection.GetNameAsync(), () => route.To("instance/compute").GetAsync(Calls.ReadName, default),
        ])
        {
            var failure = await Assert.ThrowsAsync<ImdsException>(call);
            Assert.Equal((ImdsFailure.InvalidReply, HttpStatusCode.OK), (failure.Reason, failure.StatusCode));
            Assert.Contains(said, failure.Message);
        }
    }

    [Theory]
    [InlineData("""{"error":"x","other":1}""")]
    [InlineData("""{"error""")]
    [InlineData("""{"error":"x"} and more""")]
    [InlineData("error:x")]
    [InlineData("<b>")]
    public async Task A_value_that_only_looks_alike_is_a_value(string text) =>
        Assert.Equal(text, await new ImdsRoute(Calls.Connect(new StubHandler(HttpStatusCode.OK, text, "text/plain")),
            "instance/compute/tags").GetTextAsync(default));

    [Theory]
    [InlineData("{}", "compute and no network")]
    [InlineData("[]", "compute and no network")]
    [InlineData("""{"status":"ok"}""", "compute and no network")]
    public async Task An_instance_with_neither_compute_nor_network(string body, string said)
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, body));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => new ImdsRoute(connection, Instance).GetAsync(Calls.ReadName, default));
        Assert.Equal(ImdsFailure.InvalidReply, failure.Reason);
        Assert.Contains(said, failure.Message);
        await new ImdsRoute(connection, Instance).To("instance/compute").GetAsync(Calls.ReadName, default); // only the whole has them
    }

    [Theory]
    [InlineData("""{"network":{},"name":"x"}""")]
    [InlineData("""{"name":"x","compute":{}}""")]
    public async Task A_machine_of_the_classic_model_has_no_compute(string body) =>
        Assert.Equal("x", await new ImdsRoute(Calls.Connect(new StubHandler(HttpStatusCode.OK, body)), Instance).GetAsync(Calls.ReadName,
            default));

    [Fact]
    public async Task A_token_without_a_token()
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, """{"expires_on":"1"}"""));
        Assert.Contains("no access_token",
            (await Assert.ThrowsAsync<ImdsException>(() => new ImdsRoute(connection, Token).GetAsync(Calls.ReadName, default))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public async Task An_empty_reply_on_events_is_an_empty_list(string body)
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, body));
        Assert.Equal("", await new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents).GetAsync(Calls.ReadName, default));
    }

    [Theory]
    [InlineData(false, "http://169.254.169.254/metadata/instance?api-version=2021-02-01")]
    [InlineData(true, "http://169.254.169.254/metadata/instance?api-version=2021-02-01&extended=true")]
    public async Task Data_in_part_can_be_refused(bool complete, string url)
    {
        var stub = new StubHandler(HttpStatusCode.OK, """{"compute":{}}""");
        using var connection = Calls.Connect(stub, options => options.RequireCompleteData = complete);
        await new ImdsRoute(connection, Instance).GetAsync(Calls.ReadName, default);
        await new ImdsRoute(connection, Token).GetTextAsync(default).ContinueWith(_ => { }, TaskScheduler.Default);
        await new ImdsRoute(connection, Instance).GetAsync(Calls.ReadName, new ImdsQuery { { "a", "1" } }, default);
        Assert.Equal(url, stub.Urls[0]);
        Assert.DoesNotContain("extended", stub.Urls[1]);
        Assert.Equal(url.Replace("2021-02-01", "2021-02-01&a=1"), stub.Urls[2]);
    }

    [Fact]
    public async Task Messages_know_the_endpoint()
    {
        using var connection =
            Calls.Connect(new StubHandler(HttpStatusCode.NotFound, """{"error":"No load balancer metadata is found."}"""));
        Assert.Contains(
            "no load balancer of the Standard SKU in front of this VM",
            (await Assert.ThrowsAsync<ImdsException>(() =>
                new ImdsRoute(connection, ServiceEndpoints.LoadBalancer).GetAsync(Calls.ReadName, default))).Message);

        using var throttled = Calls.Connect(new StubHandler(HttpStatusCode.TooManyRequests, "Too many requests"));
        Assert.Contains(
            "20 requests a second, and 5 at once",
            (await Assert.ThrowsAsync<ImdsException>(() =>
                new ImdsRoute(throttled, ServiceEndpoints.Token).GetAsync(Calls.ReadName, default))).Message);

        using var gone = Calls.Connect(new StubHandler(HttpStatusCode.Gone, ""));
        Assert.Contains("up to 70 seconds", (await Assert.ThrowsAsync<ImdsException>(() => gone.GetNameAsync())).Message);
    }
}
