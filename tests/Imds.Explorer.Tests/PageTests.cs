using System.Net;
using System.Text.RegularExpressions;
using Imds.Emulator;

namespace Imds.Explorer.Tests;

/// <summary>The page as it is served, without a browser.</summary>
public sealed partial class PageTests : IAsyncLifetime
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private ImdsEmulator _emulator = null!;

    public async ValueTask InitializeAsync() => _emulator = await ImdsEmulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/emulator", "text/html")]
    [InlineData("/emulator/", "text/html")]
    [InlineData("/emulator/explorer.css", "text/css")]
    [InlineData("/emulator/explorer.js", "text/javascript")]
    public async Task It_may_load_nothing_from_elsewhere_and_stand_in_no_frame(string path, string type)
    {
        using var reply = await _client.GetAsync(new Uri(_emulator.Endpoint, path));

        Assert.Equal((HttpStatusCode.OK, type), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        var policy = Assert.Single(reply.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task It_is_no_part_of_the_service()
    {
        _emulator.Faults.Add(ImdsFaultList.All, ImdsFault.Status(500));

        using var page = await _client.GetAsync(new Uri(_emulator.Endpoint, "/"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Empty(_emulator.Requests);

        _emulator.Faults.Clear();
        using var bare = await _client.GetAsync(_emulator.Endpoint + "/instance?api-version=2021-02-01");
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Single(_emulator.Requests);
    }

    [Theory]
    [InlineData("Host", "rebound.example", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 200)]
    public async Task Others_may_link_to_it_and_get_nothing_that_it_shows(string header, string value, int page)
    {
        foreach (var (path, status) in new[] { ("/", page), ("/emulator/state", 403), ("/emulator/attested?api-version=2021-02-01", 403) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.Endpoint, path));
            request.Headers.TryAddWithoutValidation(header, value);
            using var reply = await _client.SendAsync(request);

            Assert.Equal(status, (int)reply.StatusCode);
        }
    }

    [Fact]
    public async Task It_is_read_and_not_written()
    {
        using var reply = await _client.PostAsync(new Uri(_emulator.Endpoint, "/"), new StringContent("x"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    /// <summary>Each defect fails exactly where a verifier of documents would find it.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("tampered-document", "The signature fits the document")]
    [InlineData("wrong-key", "The signature fits the document")]
    [InlineData("md5", "The signature fits the document")]
    [InlineData("other-authority", "The signer's certificate chains to the root of this emulator")]
    [InlineData("self-signed", "The signer's certificate chains to the root of this emulator")]
    [InlineData("expired-certificate", "The signer's certificate chains to the root of this emulator")]
    [InlineData("borrowed-certificate", "The signer's certificate chains to the root of this emulator")]
    [InlineData("look-alike-domain", "The signer is named for metadata.azure.com")]
    [InlineData("domain-in-common-name-only", "The signer is named for metadata.azure.com")]
    [InlineData("wrong-nonce", "The nonce is the one sent")]
    [InlineData("expired", "The document is in its time")]
    [InlineData("not-yet-valid", "The document is in its time")]
    [InlineData("unsigned", "It is signed data")]
    [InlineData("not-cms", "It is signed data")]
    [InlineData("not-base64", "It is signed data")]
    public async Task An_attested_document_is_checked(string defect, string failed)
    {
        var inspected = await _client.GetStringAsync(
            new Uri(_emulator.Endpoint, $"/emulator/attested?api-version=2021-02-01&nonce=abc123&defect={defect}"));

        Assert.Equal(failed, string.Join('|', Failed().Matches(inspected).Select(match => match.Groups["name"].Value)));
    }

    [GeneratedRegex("""{"name":"(?<name>[^"]*)","good":false""")]
    private static partial Regex Failed();
}
