using System.Diagnostics;
using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>What goes over the wire, and what does not.</summary>
[Collection(nameof(ProcessWide))]
public class ConnectionRulesTests
{
    [Fact]
    public async Task A_request_has_the_header_and_nothing_that_the_service_refuses()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("""{"name":"x"}"""));
        using var activity = new Activity("caller").Start();
        await using var connection = Calls.Connect(server.Endpoint);
        Assert.Equal("x", await connection.GetNameAsync());
        var lines = Assert.Single(server.Requests).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("GET /metadata/instance?api-version=2021-02-01 HTTP/1.1", lines[0]);
        Assert.Contains("Metadata: true", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, line => line.StartsWith("Cookie", StringComparison.OrdinalIgnoreCase));
#if !NETSTANDARD_ASSET // its handler has no switch for this
        Assert.DoesNotContain(lines, line => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase));
#endif
    }

    [Fact]
    public async Task A_proxy_of_the_environment_sees_no_request()
    {
        await using var trap = new LoopbackServer(LoopbackServer.Reply("502 Bad Gateway", "trap"));
        await using var server = new LoopbackServer(LoopbackServer.Ok("""{"name":"x"}"""));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(trap.Endpoint, BypassOnLocal: false);
        try
        {
            using (var plain = new HttpClient())
            {
                using var reply = await plain.GetAsync(server.Endpoint);
                Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode); // so the trap works
            }

            using var connection = Calls.Connect(server.Endpoint);
            Assert.Equal("x", await connection.GetNameAsync());
            Assert.Single(trap.Requests);
            Assert.Single(server.Requests);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    [InlineData("399 Of a kind to come")]
    public async Task A_redirect_is_not_followed(string status)
    {
        await using var other = new LoopbackServer(LoopbackServer.Ok("""{"name":"stolen"}"""));
        await using var server = new LoopbackServer(LoopbackServer.Reply(status, "", $"Location: {other.Endpoint}"));
        using var connection = Calls.Connect(server.Endpoint);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(ImdsFailure.NotImds, failure.Reason);
        Assert.Contains(other.Endpoint.ToString(), failure.Message);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_cookie_is_not_kept()
    {
        await using var server = new LoopbackServer(LoopbackServer.Reply("200 OK", """{"name":"x"}""", "Set-Cookie: a=b; Path=/"));
        using var connection = Calls.Connect(server.Endpoint);
        await connection.GetNameAsync();
        await connection.GetNameAsync();
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_post_carries_its_document()
    {
        var body = new TaskCompletionSource<string>();
        await using var server = new LoopbackServer(async (stream, stop) =>
        {
            var buffer = new byte[7];
            await stream.ReadExactlyAsync(buffer, stop);
            body.SetResult(System.Text.Encoding.UTF8.GetString(buffer));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        });
        using var connection = Calls.Connect(server.Endpoint);
        await new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents).PostAsync("event",
            (writer, text) => writer.WriteStringValue(text), default);
        Assert.Equal("\"event\"", await body.Task);
        Assert.Contains("Content-Type: application/json\r\n", server.Requests[0]);
        Assert.Contains("Content-Length: 7\r\n", server.Requests[0]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/metadata/instance?api-version=2021-02-01")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/metadata/instance?api-version=2021-02-01")]
    [InlineData("http://127.0.0.1:8080/metadata/", "http://127.0.0.1:8080/metadata/instance?api-version=2021-02-01")]
    [InlineData("https://localhost/a/b", "https://localhost/a/b/instance?api-version=2021-02-01")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/metadata/instance?api-version=2021-02-01")]
    public async Task An_endpoint_may_be_written_in_several_ways(string endpoint, string url)
    {
        var stub = new StubHandler(HttpStatusCode.OK, "{}");
        using var connection = Calls.Connect(stub, options => options.Endpoint = new Uri(endpoint));
        await connection.GetNameAsync();
        Assert.Equal(url, Assert.Single(stub.Urls));
    }

    [Fact]
    public async Task A_handler_of_the_caller_outlives_the_client()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "{}");
        await Calls.Connect(stub).DisposeAsync();
        Assert.False(stub.IsDisposed);
    }

    [Fact]
    public async Task Options_changed_later_change_nothing()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "{}");
        var options = new ImdsClientOptions { Handler = stub };
        using var connection = new ImdsConnection(options, Calls.Version);
        options.Endpoint = new Uri("http://127.0.0.1:1");
        options.MaxResponseBytes = 1;
        await connection.GetNameAsync();
        Assert.StartsWith("http://169.254.169.254/metadata/", Assert.Single(stub.Urls));
    }
}

/// <summary>Tests that change something of the whole process take turns.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public class ProcessWide;
