using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Runtime.Tests;

/// <summary>How issuers that a document lacks are fetched, and what becomes of it when they are not to be had.</summary>
public partial class AttestationTests
{
    [Fact]
    public async Task By_default_no_address_is_asked_that_is_not_one_of_Azure_s_issuers()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("not a certificate"));
        var signer = _authority.Issue(["metadata.azure.com"], addresses: [new Uri(server.Endpoint, "/ca.cer").AbsoluteUri]);
        var options = WithoutIntermediates();
        options.FetchIssuer = new ImdsAttestationOptions().FetchIssuer;

        var result = await VerifyAsync(TestAuthority.Sign(signer, Good), options);

        Assert.Equal(ImdsAttestationFailure.UntrustedSigner, result.Failure);
        Assert.Contains("may not be asked", result.Message);
        Assert.IsType<InvalidOperationException>(result.Cause);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task With_the_fetch_turned_off_nothing_is_asked_at_all()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("not a certificate"));
        var signer = _authority.Issue(["metadata.azure.com"], addresses: [new Uri(server.Endpoint, "/ca.cer").AbsoluteUri]);
        var options = WithoutIntermediates();
        options.FetchIssuer = null;

        var result = await VerifyAsync(TestAuthority.Sign(signer, Good), options);

        Assert.Equal(ImdsAttestationFailure.UntrustedSigner, result.Failure);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("file:///etc/ssl/certs/ca-certificates.crt")]
    [InlineData("ldap://127.0.0.1/cn=ca")]
    [InlineData("ftp://127.0.0.1/ca.cer")]
    [InlineData("ca.cer")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task What_is_no_address_of_the_web_never_reaches_a_fetch(string address)
    {
        var signer = _authority.Issue(["metadata.azure.com"], addresses: [address]);
        var options = WithoutIntermediates();
        var asked = RecordFetches(options);

        Assert.Equal(ImdsAttestationFailure.UntrustedSigner, (await VerifyAsync(TestAuthority.Sign(signer, Good), options)).Failure);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task What_a_fetch_throws_is_the_cause()
    {
        var options = WithoutIntermediates();
        var thrown = new InvalidTimeZoneException("of a kind that nobody expects");
        foreach (var fetch in new Func<Uri, CancellationToken, Task<byte[]>>[] { (_, _) => throw thrown, (_, _) =>
            Task.FromException<byte[]>(thrown) })
        {
            options.FetchIssuer = fetch;
            var result = await VerifyAsync(TestAuthority.Sign(_signer, Good), options);
            Assert.Equal(ImdsAttestationFailure.UntrustedSigner, result.Failure);
            Assert.Same(thrown, result.Cause);
            Assert.Contains("of a kind that nobody expects", result.Message);
            Assert.Contains(TestAuthority.IntermediateAddress.AbsoluteUri, result.Message);
        }
    }

    [Fact]
    public async Task A_fetch_that_is_cancelled_by_itself_is_a_failed_one()
    {
        var options = WithoutIntermediates();
        options.FetchIssuer = (_, _) => Task.FromCanceled<byte[]>(new CancellationToken(canceled: true));
        Assert.Equal(ImdsAttestationFailure.UntrustedSigner, (await VerifyAsync(TestAuthority.Sign(_signer, Good), options)).Failure);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(null)]
    public async Task An_empty_answer_is_no_certificate(byte[]? answer)
    {
        var options = WithoutIntermediates();
        options.FetchIssuer = (_, _) => Task.FromResult(answer!);
        Assert.Equal(ImdsAttestationFailure.UntrustedSigner, (await VerifyAsync(TestAuthority.Sign(_signer, Good), options)).Failure);
    }

    [Fact]
    public async Task A_file_that_may_hold_keys_is_no_certificate_even_of_the_right_issuer()
    {
        var options = WithoutIntermediates();
        options.FetchIssuer = (_, _) => Task.FromResult(_authority.Intermediate.Export(X509ContentType.Pkcs12));
        Assert.Equal(ImdsAttestationFailure.UntrustedSigner, (await VerifyAsync(TestAuthority.Sign(_signer, Good), options)).Failure);
    }

    [Fact]
    public async Task A_second_address_is_asked_where_the_first_fails()
    {
        var signer = _authority.Issue(["metadata.azure.com"], addresses: ["http://one.example/ca.cer", "http://two.example/ca.cer"]);
        var options = WithoutIntermediates();
        options.FetchIssuer = (address, _) =>
            address.Host == "two.example" ? Task.FromResult(_authority.Intermediate.RawData) : throw new WebException("down");
        Assert.True((await VerifyAsync(TestAuthority.Sign(signer, Good), options)).IsTrusted);
    }

    [Fact]
    public async Task However_many_addresses_there_are_five_are_asked()
    {
        var signer = _authority.Issue(["metadata.azure.com"],
            addresses: [.. Enumerable.Range(0, 100).Select(i => $"http://{i}.example/ca.cer")]);
        var options = WithoutIntermediates();
        var asked = RecordFetches(options);
        await VerifyAsync(TestAuthority.Sign(signer, Good), options);
        Assert.Equal(5, asked.Count);
    }

    [Fact]
    public async Task Nothing_is_fetched_for_a_document_that_could_not_be_trusted_anyway()
    {
        (string Signature, ImdsAttestationFailure Failure)[] documents =
        [
            (TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], TestClock.Beginning.AddDays(-1)), Good),
                ImdsAttestationFailure.UntrustedSigner),
            (TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], from: TestClock.Beginning.AddDays(1)), Good),
                ImdsAttestationFailure.UntrustedSigner),
            (TestAuthority.Sign(_authority.Issue(["evil.example"]), Good), ImdsAttestationFailure.WrongDomain),
            (TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], keySize: 1024), Good), ImdsAttestationFailure.WeakAlgorithm),
            (TestAuthority.Sign(_signer, Made("01/02/25")), ImdsAttestationFailure.Expired),
            (TestAuthority.Sign(_signer, Good.Replace("1234567890", "0")), ImdsAttestationFailure.WrongNonce),
            (TestAuthority.Sign(_signer, "{}"), ImdsAttestationFailure.InvalidDocument),
            (Replace(TestAuthority.Sign(_signer, Good), "\"vm\"", "\"VM\""), ImdsAttestationFailure.BadSignature),
        ];
        foreach (var (signature, failure) in documents)
        {
            var options = WithoutIntermediates();
            var asked = RecordFetches(options);
            Assert.Equal(failure, (await VerifyAsync(signature, options)).Failure);
            Assert.Empty(asked);
        }
    }

    private ImdsAttestationOptions WithoutIntermediates()
    {
        var options = Options();
        options.Intermediates.Clear();
        return options;
    }
}
