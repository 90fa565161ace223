using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Emulator.Tests;

/// <summary>The emulator in the process of the client, without a socket.</summary>
public sealed class HandlerTests : IAsyncLifetime
{
    private const string Instance = "instance?api-version=2021-02-01";
    private const int Patience = 60_000; // For what would wait for ever if it failed.

    private readonly TestClock _time = new();
    private ImdsEmulator _silent = null!;
    private ImdsEmulator _listening = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _silent = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Listen = false, TimeProvider = _time });
        _listening = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = _time });
        _client = new HttpClient(_silent.CreateHandler()) { DefaultRequestHeaders = { { "Metadata", "true" } } };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _silent.DisposeAsync();
        await _listening.DisposeAsync();
    }

    [Theory]
    [InlineData(Instance)]
    [InlineData("instance/compute?api-version=2021-02-01&format=text")]
    [InlineData("instance/compute/nothing?api-version=2021-02-01")]
    [InlineData("identity/oauth2/token?api-version=2018-02-01")]
    [InlineData("scheduledevents?api-version=2020-07-01")]
    [InlineData("versions?x=1&x=2")]
    public async Task Replies_are_those_of_the_socket(string target)
    {
        using var here = await _client.GetAsync(Address(target));
        using var there = await _listening.GetAsync(target);

        Assert.Equal(await there.AnswerAsync(), await here.AnswerAsync());
        var headers = (HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "x-ms-request-id"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order();
        Assert.Equal(headers(there), headers(here));
        Assert.True(here.Headers.Contains("x-ms-request-id"));
    }

    [Fact]
    public async Task A_path_that_no_server_takes_is_a_bad_request_as_on_a_socket()
    {
        using var here = await _client.GetAsync(Address("instance%00?api-version=2021-02-01"));
        using var there = await _listening.GetAsync("instance%00?api-version=2021-02-01");

        Assert.Equal((400, ""), await here.AnswerAsync());
        Assert.Equal((400, ""), await there.AnswerAsync());
    }

    [Fact]
    public async Task Any_address_leads_there_and_no_socket_is_open()
    {
        Assert.Equal("orchard-web-01",
            await _client.GetStringAsync("http://169.254.169.254/metadata/instance/compute/name?api-version=2021-02-01&format=text"));
        Assert.Equal("imds.emulator.invalid", _silent.Endpoint.Host);
        Assert.Equal("/metadata/instance/compute/name?api-version=2021-02-01&format=text", Assert.Single(_silent.Requests).Target);
    }

    [Fact]
    public async Task A_body_is_taken_and_the_certificates_are_there()
    {
        _silent.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Reboot, EventId = "E-1" });
        using var approved = await _client.PostAsync(
            Address("scheduledevents?api-version=2020-07-01"), new StringContent("""{"StartRequests":[{"EventId":"E-1"}]}"""));
        Assert.Equal(200, (int)approved.StatusCode);
        Assert.Contains("Started", await _client.GetStringAsync(Address("scheduledevents?api-version=2020-07-01")),
            StringComparison.Ordinal);

        using var root = X509CertificateLoader.LoadCertificate(await _client.GetByteArrayAsync(new Uri(_silent.Endpoint, "/pki/root.cer")));
        Assert.Equal(_silent.RootCertificate.RawData, root.RawData);
    }

    [Fact]
    public async Task The_control_paths_are_there()
    {
        using var added = await _client.PostAsync(new Uri(_silent.Endpoint, "/emulator/faults"), new StringContent("instance=503*1"));
        using var failed = await _client.GetAsync(Address(Instance));

        Assert.Equal((201, 503), ((int)added.StatusCode, (int)failed.StatusCode));
    }

    [Fact]
    public async Task Requests_may_wait_for_their_reply_synchronously()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(Instance));
        using var response = await Task.Run(() => _client.Send(request));

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_reset_and_a_cut_body_are_what_they_are_on_a_socket()
    {
        _silent.Faults.Add("instance", ImdsFault.Reset, count: 1);
        _silent.Faults.Add("instance", ImdsFault.CutBody, count: 2);

        var reset = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(Address(Instance)));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.GetBaseException()).SocketErrorCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(Address(Instance)));

        using var response = await _client.GetAsync(Address(Instance), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var received = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(received));
        Assert.Equal(response.Content.Headers.ContentLength / 2, received.Length);

        _silent.Faults.Add("instance", ImdsFault.ResetBody, count: 1);
        using var broken = await _client.GetAsync(Address(Instance), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)broken.StatusCode);
        reset = await Assert.ThrowsAsync<HttpRequestException>(() => broken.Content.ReadAsStringAsync());
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.GetBaseException()).SocketErrorCode);
    }

    [Fact(Timeout = Patience)]
    public async Task A_reply_that_is_held_back_ends_with_the_client_or_the_emulator()
    {
        _silent.Faults.Add("instance", ImdsFault.Hang);
        using var patience = new CancellationTokenSource();

        var given = _client.GetAsync(Address(Instance), patience.Token);
        var kept = _client.GetAsync(Address(Instance));
        while (_silent.Requests.Count < 2)
        {
            await Task.Delay(5);
        }

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(kept.IsCompleted);
        await _silent.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => kept);
    }

    [Fact(Timeout = Patience)]
    public async Task A_slow_body_arrives_in_two_parts()
    {
        _silent.Faults.Add("instance", ImdsFault.SlowBody(TimeSpan.FromSeconds(30)), count: 1);

        using var response = await _client.GetAsync(Address(Instance), HttpCompletionOption.ResponseHeadersRead);
        await _time.TimersAsync(1);
        var body = response.Content.ReadAsStringAsync();
        Assert.False(body.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(await _listening.TextAsync(Instance), await body);
    }

    [Fact]
    public void A_machine_that_is_not_there_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => _silent.CreateHandler(1));

    private Uri Address(string target) => new($"{_silent.Endpoint}/{target}");
}
