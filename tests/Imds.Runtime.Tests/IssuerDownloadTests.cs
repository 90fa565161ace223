using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Tests;

/// <summary>
/// The fetch of an issuer's certificate, which a stranger can make this machine do, reaches Azure's issuers and nothing else.
/// </summary>
public sealed class IssuerDownloadTests
{
    private static readonly Uri Address = new("http://www.microsoft.com/pkiops/certs/A%20B.crt");
    private static readonly IPAddress Public = IPAddress.Parse("13.107.42.14");
    private static readonly byte[] Certificate = new TestAuthority().Intermediate.RawData;

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("http://www.microsoft.com/pki/a.crt", true)]
    [InlineData("http://WWW.Microsoft.com:443/a.crt", true)]
    [InlineData("http://cacerts.digicert.com/a.crt", true)]
    [InlineData("https://www.microsoft.com/a.crt", false)]
    [InlineData("http://www.microsoft.com:8080/a.crt", false)]
    [InlineData("http://www.microsoft.com./a.crt", false)]
    [InlineData("http://microsoft.com/a.crt", false)]
    [InlineData("http://evil.www.microsoft.com/a.crt", false)]
    [InlineData("http://www.microsoft.com@evil.example/a.crt", false)]
    [InlineData("http://user@www.microsoft.com/a.crt", false)]
    [InlineData("http://169.254.169.254/metadata", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Azure_s_issuers_may_be_asked_and_no_one_else(string address, bool may) =>
    Assert.Equal(may, IssuerDownload.IsOfAzure(new Uri(address)));

    [Theory]
    [InlineData("13.107.42.14", true)]
    [InlineData("2606:4700::6810:1", true)]
    [InlineData("::ffff:13.107.42.14", true)]
    [InlineData("64:ff9b::13.107.42.14", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::169.254.169.254", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    public void An_address_of_this_machine_or_its_network_is_not_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    /// <summary>The ends of each network that is none of the internet, and its neighbours that are.</summary>
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", null, "1.0.0.0")]
    [InlineData("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [InlineData("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [InlineData("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [InlineData("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17")]
    [InlineData("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0")]
    [InlineData("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0")]
    [InlineData("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0")]
    [InlineData("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [InlineData("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0")]
    [InlineData("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0")]
    [InlineData("224.0.0.0", "255.255.255.255", "223.255.255.255", null)]
    [InlineData("::", "::255.255.255.255", null, "::1:0:0")]
    [InlineData("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b:0:ffff:ffff:ffff:ffff:ffff", "64:ff9b:2::")]
    [InlineData("100::", "100::ffff:ffff:ffff:ffff", "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "100:0:0:1::")]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")]
    [InlineData("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::")]
    [InlineData("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5f01::")]
    [InlineData("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe00::")]
    [InlineData("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    [InlineData("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null)]
    [InlineData("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null)]
    public void A_network_that_is_not_public_ends_where_it_ends(string first, string last, string? before, string? after)
    {
        Assert.Equal((false, false), (PublicAddress.Is(IPAddress.Parse(first)), PublicAddress.Is(IPAddress.Parse(last))));
        Assert.All([before, after], outside => Assert.True(outside is null || PublicAddress.Is(IPAddress.Parse(outside)), outside));
    }

    /// <summary>Mapped, translated in two ways, and 6to4: by an IPv6 address the connection goes to the one of IPv4 inside.</summary>
    [Theory]
    [InlineData("::ffff:{0}")]
    [InlineData("::ffff:0:{0}")]
    [InlineData("64:ff9b::{0}")]
    [InlineData("2002:{1}::1")]
    public void An_address_that_holds_another_is_as_public_as_that(string form)
    {
        Assert.True(PublicAddress.Is(Holding("13.107.42.14")));
        Assert.True(PublicAddress.Is(Holding("128.0.0.1")));
        Assert.False(PublicAddress.Is(Holding("127.0.0.1")));
        Assert.False(PublicAddress.Is(Holding("10.255.255.255")));
        Assert.False(PublicAddress.Is(Holding("169.254.169.254")));

        IPAddress Holding(string inner)
        {
            var bytes = IPAddress.Parse(inner).GetAddressBytes();
            return IPAddress.Parse(string.Format(null, form, inner, $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}"));
        }
    }

    [Theory]
    [InlineData("2003:7f00:1::")]
    [InlineData("64:ff9a::127.0.0.1")]
    [InlineData("64:ff9b:0:1::127.0.0.1")]
    public void An_address_that_only_looks_as_if_it_held_another_does_not(string address) =>
        Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task The_request_goes_to_the_address_that_was_looked_at()
    {
        var handler = new StubHandler(_ => Reply(Certificate));

        Assert.Equal(Certificate, await Download(handler).FetchAsync(Address, default));
        Assert.Equal("http://13.107.42.14/pkiops/certs/A%20B.crt", Assert.Single(handler.Urls));
        Assert.Equal("www.microsoft.com", handler.Last!.Headers.Host);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    public async Task A_name_that_leads_inwards_is_not_followed(string inner)
    {
        var handler = new StubHandler(_ => Reply(Certificate));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Download(handler, _ => [Public, IPAddress.Parse(inner)]).FetchAsync(Address, default));
        Assert.Equal($"www.microsoft.com is at {inner} here, which is not an address of the internet, and may not be asked.",
            thrown.Message);
        Assert.Empty(handler.Urls);
    }

    [Fact]
    public async Task Another_address_of_the_host_is_tried_where_one_fails_IPv4_first()
    {
        var handler = new StubHandler(request =>
            request.RequestUri!.Host == "13.107.42.14" ? throw new HttpRequestException("unreachable") : Reply(Certificate));
        await Download(handler, _ => [IPAddress.Parse("2606:4700::1"), Public]).FetchAsync(Address, default);
        Assert.Equal(["http://13.107.42.14/pkiops/certs/A%20B.crt", "http://[2606:4700::1]/pkiops/certs/A%20B.crt"], handler.Urls);
    }

    [Theory]
    [InlineData("http://evil.example/a.crt")]
    [InlineData("http://127.0.0.1/a.crt")]
    [InlineData("https://www.microsoft.com/a.crt")]
    [InlineData("//evil.example/a.crt")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_leads_nowhere_else(string location)
    {
        var handler = new StubHandler(_ => Redirect(location));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Download(handler).FetchAsync(Address, default));
        Assert.EndsWith(" may not be asked. Certificates are fetched over http from www.microsoft.com and cacerts.digicert.com alone, at ports "
            + "80 and 443; ImdsAttestationOptions.FetchIssuer can be set to fetch from elsewhere.", thrown.Message);
        Assert.Single(handler.Urls);
    }

    [Fact]
    public async Task A_redirect_within_the_hosts_is_followed()
    {
        var handler = new StubHandler(request =>
            request.RequestUri!.AbsolutePath == "/moved.crt" ? Reply(Certificate) : Redirect("/moved.crt"));
        Assert.Equal(Certificate, await Download(handler).FetchAsync(Address, default));
    }

    [Fact]
    public async Task Redirects_come_to_an_end()
    {
        var handler = new StubHandler(_ => Redirect("/again"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Download(handler).FetchAsync(Address, default));
        Assert.Equal(4, handler.Urls.Count);
    }

    [Fact]
    public async Task Three_redirects_are_followed()
    {
        var count = 0;
        var handler = new StubHandler(_ => ++count <= 3 ? Redirect($"/{count}") : Reply(Certificate));
        Assert.Equal(Certificate, await Download(handler).FetchAsync(Address, default));
        Assert.Equal("http://13.107.42.14/3", handler.Urls[3]);
    }

    [Theory]
    [InlineData(201, false)]
    [InlineData(300, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public async Task Statuses_from_300_to_399_with_an_address_are_redirects(int status, bool isFollowed)
    {
        var handler = new StubHandler(request => request.RequestUri!.AbsolutePath == "/moved.crt"
            ? Reply(Certificate) : Redirect("/moved.crt", status));
        var fetching = Download(handler).FetchAsync(Address, default);
        if (isFollowed)
        {
            Assert.Equal(Certificate, await fetching);
        }
        else
        {
            Assert.Contains($"status {status}.", (await Assert.ThrowsAsync<HttpRequestException>(() => fetching)).Message);
        }
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_a_status() => Assert.Contains("status 302.", (await Assert.ThrowsAsync<HttpRequestException>(
        () => Download(new StubHandler(HttpStatusCode.Redirect, "")).FetchAsync(Address, default))).Message);

    [Fact]
    public async Task Where_no_address_of_the_host_answers_the_last_failure_is_told() => Assert.Equal("unreachable",
        (await Assert.ThrowsAsync<HttpRequestException>(() => Download(new StubHandler(_ => throw new HttpRequestException("unreachable")))
            .FetchAsync(Address, default))).Message);

    [Fact]
    public async Task A_host_without_an_address_says_so() => Assert.Contains("www.microsoft.com has no address",
        (await Assert.ThrowsAsync<HttpRequestException>(
            () => Download(new StubHandler(_ => Reply(Certificate)), _ => []).FetchAsync(Address, default))).Message);

    [Fact]
    public async Task Whoever_cancels_is_told_so_and_of_no_time_out()
    {
        using var source = new CancellationTokenSource();
        var handler = new StubHandler(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return Reply(Certificate);
        });
        var fetching = Download(handler).FetchAsync(Address, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public async Task A_large_answer_is_not_read_to_its_end()
    {
        var body = new Endless();
        var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) });
        await Assert.ThrowsAsync<HttpRequestException>(() => Download(handler).FetchAsync(Address, default));
        Assert.InRange(body.BytesRead, IssuerDownload.MaxBytes, IssuerDownload.MaxBytes + 1);
    }

    [Fact]
    public async Task A_status_other_than_200_is_no_certificate()
    {
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(
            () => Download(new StubHandler(HttpStatusCode.NotFound, "")).FetchAsync(Address, default));
        Assert.Contains("404", thrown.Message);
    }

    [Fact]
    public async Task After_five_seconds_it_is_given_up()
    {
        var handler = new StubHandler(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return Reply(Certificate);
        });
        var fetching = Download(handler).FetchAsync(Address, default);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(fetching.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<TimeoutException>(() => fetching);
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task A_certificate_is_kept_for_a_day_under_its_address()
    {
        var handler = new StubHandler(_ => Reply(Certificate));
        var download = Download(handler);
        await download.FetchAsync(Address, default);
        await download.FetchAsync(Address, default);
        Assert.Single(handler.Urls);
        await download.FetchAsync(new Uri("http://www.microsoft.com/other.crt"), default);
        Assert.Equal(2, handler.Urls.Count);
        _clock.Advance(TimeSpan.FromDays(1));
        await download.FetchAsync(Address, default);
        Assert.Equal(3, handler.Urls.Count);
    }

    [Fact]
    public async Task A_hundred_certificates_are_kept_and_then_none_of_them()
    {
        var handler = new StubHandler(_ => Reply(Certificate));
        var download = Download(handler);
        for (var i = 0; i < 100; i++)
        {
            await download.FetchAsync(Numbered(i), default);
        }

        await download.FetchAsync(Numbered(0), default);
        Assert.Equal(100, handler.Urls.Count);
        await download.FetchAsync(Numbered(100), default);
        await download.FetchAsync(Numbered(0), default);
        await download.FetchAsync(Numbered(100), default);
        Assert.Equal(102, handler.Urls.Count);

        static Uri Numbered(int i) => new($"http://www.microsoft.com/{i}.crt");
    }

    [Fact]
    public async Task What_is_no_certificate_is_not_kept()
    {
        var answer = "<html>"u8.ToArray();
        var download = Download(new StubHandler(_ => Reply(answer)));
        await Assert.ThrowsAnyAsync<Exception>(() => download.FetchAsync(Address, default));
        answer = Certificate;
        Assert.Equal(Certificate, await download.FetchAsync(Address, default));
    }

    /// <summary>With the handler that is used outside of tests.</summary>
    [Fact]
    public async Task Over_a_real_connection_no_proxy_is_asked_and_no_redirect_followed_by_itself()
    {
        await using var proxy = new LoopbackServer(LoopbackServer.Ok(""));
        await using var target = new LoopbackServer(LoopbackServer.Ok("from the redirect"));
        await using var server = new LoopbackServer(LoopbackServer.Reply("302 Found", "", $"Location: {target.Endpoint}"));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Endpoint);
        try
        {
            var download = new IssuerDownload(uri => uri.Port == server.Endpoint.Port,
                (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), _ => true);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => download.FetchAsync(new Uri($"http://www.microsoft.com:{server.Endpoint.Port}/a.crt"), default));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Contains($"Host: www.microsoft.com:{server.Endpoint.Port}", Assert.Single(server.Requests));
        Assert.Empty(proxy.Requests);
        Assert.Empty(target.Requests);
    }

    [Fact]
    public async Task A_host_without_a_server_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var download = new IssuerDownload(_ => true, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), _ => true);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            download.FetchAsync(new Uri($"http://www.microsoft.com:{port}/a.crt"), default));
    }

    private static HttpResponseMessage Reply(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };

    private static HttpResponseMessage Redirect(string location, int status = 302) =>
        new((HttpStatusCode)status) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } };

    private IssuerDownload Download(HttpMessageHandler handler, Func<string, IPAddress[]>? resolve = null) =>
        new(IssuerDownload.IsOfAzure, (host, _) => Task.FromResult(resolve?.Invoke(host) ?? [Public]), PublicAddress.Is, handler, _clock);

    private sealed class Endless : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            BytesRead += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
