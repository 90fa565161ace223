using System.Net;

namespace Imds.Runtime.Tests;

[Collection(nameof(ProcessWide))]
public class DiagnosisTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task All_is_well_with_a_service_that_answers()
    {
        await using var server =
            new LoopbackServer(LoopbackServer.Reply("200 OK", """{"compute":{"name":"vm"}}""", "Server: IMDS/150.870.65.1"));
        using var connection = Calls.Connect(server.Endpoint);
        var diagnosis = await connection.DiagnoseAsync();
        Assert.True(diagnosis.IsHealthy);
        Assert.Equal(["route", "proxy", "answer", "header", "version", "data"], diagnosis.Checks.Select(check => check.Name));
        Assert.All(diagnosis.Checks, check => Assert.Equal((ImdsCheckStatus.Passed, ""), (check.Status, check.Remedy)));
        Assert.Matches("start at 127.0.0.1, of the adapter '.+'", diagnosis.ToString());
        Assert.Contains("IMDS/150.870.65.1", diagnosis.ToString());
    }

    [Theory]
    [InlineData(400, """{ "error": "Bad request: . Required metadata header not specified" }""", "header", "sidecar")]
    [InlineData(400, """{"error":"Bad request. api-version is invalid","newest-versions":["2019-06-01"]}""", "version", "Choose a version")]
    [InlineData(404, """{ "error": "Not found. Invalid version requested" }""", "version", "Choose a version")]
    [InlineData(200, "<html>Sign in</html>", "answer", "captive portal")]
    [InlineData(200, """{"status":"ok"}""", "answer", "whether the endpoint is right")]
    [InlineData(302, "", "answer", "redirect")]
    [InlineData(503, "Service unavailable", "answer", "try again")]
    public async Task What_is_wrong_is_named_with_what_to_do(int status, string body, string check, string said)
    {
        using var connection = Calls.Connect(new StubHandler((HttpStatusCode)status, body));
        var diagnosis = await connection.DiagnoseAsync();
        Assert.False(diagnosis.IsHealthy);
        var failed = Assert.Single(diagnosis.Checks, found => found.Status == ImdsCheckStatus.Failed);
        Assert.Equal(check, failed.Name);
        Assert.Contains(said, failed.ToString());
        Assert.Equal(ImdsCheckStatus.Skipped, diagnosis.Checks[0].Status); // a stub needs no route
    }

    [Fact]
    public async Task Nothing_there_is_told()
    {
        var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var connection = Calls.Connect(endpoint);
        var diagnosis = await connection.DiagnoseAsync();
        Assert.Equal(
            [ImdsCheckStatus.Passed, ImdsCheckStatus.Passed, ImdsCheckStatus.Failed, ImdsCheckStatus.Skipped, ImdsCheckStatus.Skipped,
                ImdsCheckStatus.Skipped],
            diagnosis.Checks.Select(check => check.Status));
        Assert.Contains("connection refused", diagnosis.Checks[2].Finding);
    }

    [Fact]
    public async Task Silence_is_told_after_five_seconds()
    {
        using var connection = Calls.Connect(
            new StubHandler(async (_, stop) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                throw new InvalidOperationException("never here");
            }),
            options => options.TimeProvider = _clock);
        var asked = connection.DiagnoseAsync();
        await _clock.RunAsync(asked, TimeSpan.FromSeconds(90));
        Assert.Contains("within 5 s", (await asked).Checks[2].Finding);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Elapsed);
    }

#if !NETSTANDARD_ASSET // which asks WebRequest, whose settings a test cannot change here
    [Fact]
    public async Task A_proxy_in_force_is_a_warning_without_its_password()
    {
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(new Uri("http://me:hunter2@proxy.example:3128"));
        try
        {
            using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, """{"compute":{"name":"vm"}}"""));
            var diagnosis = await connection.DiagnoseAsync();
            Assert.True(diagnosis.IsHealthy);
            var warning = Assert.Single(diagnosis.Checks, check => check.Status == ImdsCheckStatus.Warning);
            Assert.Equal("proxy", warning.Name);
            Assert.Contains("http://proxy.example:3128", warning.Finding);
            Assert.Contains("Add 169.254.169.254 to NO_PROXY", warning.Remedy);
            Assert.DoesNotContain("hunter2", diagnosis.ToString());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }
#endif

    [Fact]
    public async Task Only_cancellation_and_disposal_throw()
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, "{}"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.DiagnoseAsync(new CancellationToken(true)));
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.DiagnoseAsync());
    }
}
