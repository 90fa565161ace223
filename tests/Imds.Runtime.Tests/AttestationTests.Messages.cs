using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Runtime.Tests;

/// <summary>What is said of a document that is not trusted: whoever refuses it should know what to mend.</summary>
public partial class AttestationTests
{
    private const string EndsAtSigner = "The signer's certificate does not lead to a trusted root: the chain ends at CN=metadata.azure.com, "
        + "issued by CN=Test intermediate.";

    [Theory]
    [InlineData("""{"nonce":"1234567890"}""", "It has no timeStamp.createdOn.")]
    [InlineData("""{"nonce":"1234567890","timeStamp":{"createdOn":"01/01/26 00:00:00 -0000"}}""", "It has no timeStamp.expiresOn.")]
    [InlineData("""{"timeStamp":{"createdOn":"soon","expiresOn":"01/01/26 06:00:00 -0000"}}""", "Its timeStamp.createdOn is not a time.")]
    [InlineData("""{"timeStamp":{"createdOn":"01/01/26 00:10:00 -0000","expiresOn":"01/01/26 06:00:00 -0000"}}""",
        "It was made at 2026-01-01 00:10:00Z, and the clock here says 2026-01-01 00:00:00Z.")]
    [InlineData("""{"timeStamp":{"createdOn":"12/31/25 00:00:00 -0000","expiresOn":"12/31/25 06:00:00 -0000"}}""",
        "It expired at 2025-12-31 06:00:00Z, and the clock here says 2026-01-01 00:00:00Z: ask for a new one.")]
    [InlineData("""{"timeStamp":{"createdOn":"01/01/26 00:00:00 -0000","expiresOn":"01/01/26 06:00:00 -0000"}}""",
        "It does not carry the nonce that was sent, so it may be an old document played back.")]
    [InlineData("garbage", "The signed content is not a JSON document: ")]
    public Task Of_its_content(string content, string message) => SaysAsync(message, TestAuthority.Sign(_signer, content));

    [Fact]
    public async Task Of_its_form()
    {
        await SaysAsync("It is not signed data (CMS) in base 64.", "not base 64!");
        await SaysAsync("It does not hold the certificate that made the signature.",
            TestAuthority.Sign(_signer, Good, signer => signer.IncludeOption = X509IncludeOption.None));
        await SaysAsync("It holds more than one certificate, where the service sends its own alone.",
            TestAuthority.Sign(_signer, Good, after: cms => cms.AddCertificate(_authority.Intermediate)));
        await SaysAsync("The signature does not belong to the content and the certificate: one of them was changed.",
            Replace(TestAuthority.Sign(_signer, Good), "\"vm\"", "\"VM\""));
    }

    [Fact]
    public async Task Of_its_signer()
    {
        await SaysAsync("The signer's certificate is for a.example, b.example, c.example, and not for metadata.azure.com, metadata.azure.us, "
            + "metadata.azure.cn, metadata.microsoftazure.de.",
            TestAuthority.Sign(_authority.Issue(["a.example", "b.example", "c.example", "d.example"]), Good));
        await SaysAsync("The signer's certificate is for no host name, and not for", TestAuthority.Sign(_authority.Issue([]), Good));
        await SaysAsync("The signer's certificate has extended key usages, and that of a server is not among them.",
            TestAuthority.Sign(Issue(new X509EnhancedKeyUsageExtension([new Oid(ClientUse)], false)), Good));
        await SaysAsync("The signer's certificate is not for signing.",
            TestAuthority.Sign(Issue(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, true)), Good));
        await SaysAsync("The signer's certificate does not have an RSA key of at least 2048 bits: it can be forged.",
            TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], keySize: 1024), Good));
        await SaysAsync("The signature rests on ", TestAuthority.Sign(_signer, Good,
            signer => signer.DigestAlgorithm = new Oid("1.3.14.3.2.26")));
        await SaysAsync(", which is not one of SHA-256, SHA-384 and SHA-512 with RSA or ECDSA: it can be forged.",
            TestAuthority.Sign(_signer, Good, signer => signer.DigestAlgorithm = new Oid("1.3.14.3.2.26")));

        X509Certificate2 Issue(X509Extension extension) =>
            _authority.Issue(["metadata.azure.com"], change: request => request.CertificateExtensions.Add(extension));
    }

    [Fact]
    public async Task Of_its_chain()
    {
        var signature = TestAuthority.Sign(_signer, Good);
        await SaysAsync($"{EndsAtSigner} Give that issuer's certificate with ImdsAttestationOptions.Intermediates, or let it be fetched with "
            + "FetchIssuer.", signature, options =>
            {
                options.Intermediates.Clear();
                options.FetchIssuer = null;
            });
        await SaysAsync($"{EndsAtSigner} From http://127.0.0.1/intermediate.cer: Not here.", signature, options =>
        {
            options.Intermediates.Clear();
            RecordFetches(options);
        });
        await SaysAsync($"{EndsAtSigner} There is no further address over http from which that issuer's certificate could be fetched.",
            TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], addresses: ["file:///etc/passwd"]), Good), options =>
            {
                options.Intermediates.Clear();
                Assert.Empty(RecordFetches(options));
            });
        await SaysAsync("The certificate is that of CN=Test root.", signature, options =>
        {
            options.Intermediates.Clear();
            options.FetchIssuer = (_, _) => Task.FromResult(_authority.Root.RawData);
        });
    }

    [Theory]
    [InlineData("1.2.840.113549.1.1.11", true)]
    [InlineData("1.2.840.113549.1.1.12", true)]
    [InlineData("1.2.840.113549.1.1.13", true)]
    [InlineData("1.2.840.10045.4.3.2", true)]
    [InlineData("1.2.840.10045.4.3.3", true)]
    [InlineData("1.2.840.10045.4.3.4", true)]
    [InlineData("1.2.840.113549.1.1.5", false)]
    [InlineData("1.2.840.10045.4.1", false)]
    [InlineData("2.16.840.1.101.3.4.2.1", false)]
    public void A_certificate_is_signed_with_SHA_2_by_RSA_or_ECDSA(string oid, bool isStrong)
    {
        var thrown = Record.Exception(() => StrongAlgorithms.ThrowUnlessSignature(new Oid(oid), "It"));
        Assert.Equal(isStrong, thrown is null);
        Assert.True(isStrong || thrown is AttestationException { Failure: ImdsAttestationFailure.WeakAlgorithm });
    }

    [Theory]
    [InlineData("1.2.840.113549.1.1.11", true)]
    [InlineData("1.2.840.113549.1.1.12", true)]
    [InlineData("1.2.840.113549.1.1.13", true)]
    [InlineData("2.16.840.1.101.3.4.2.1", true)]
    [InlineData("2.16.840.1.101.3.4.2.2", true)]
    [InlineData("2.16.840.1.101.3.4.2.3", true)]
    [InlineData("1.2.840.10045.4.3.2", false)]
    [InlineData("1.3.14.3.2.26", false)]
    public void A_document_is_signed_with_SHA_2(string oid, bool isStrong) =>
        Assert.Equal(isStrong, Record.Exception(() => StrongAlgorithms.ThrowUnlessDigest(new Oid(oid), "It")) is null);

    [Fact]
    public void An_authority_has_a_key_of_2048_bits_or_on_a_curve_of_256()
    {
        using var shortRsa = RSA.Create(2040);
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.33")); // P-224
        var refused = Assert.Throws<AttestationException>(() => StrongAlgorithms.ThrowUnlessAuthorityKey(Of(shortRsa), "It"));
        Assert.Equal("It has neither an RSA key of at least 2048 bits nor an ECDSA key of at least 256: it can be forged.",
            refused.Message);
        StrongAlgorithms.ThrowUnlessAuthorityKey(Of(rsa), "It");
        StrongAlgorithms.ThrowUnlessAuthorityKey(OfCurve(curve), "It");
        Assert.Throws<AttestationException>(() => StrongAlgorithms.ThrowUnlessAuthorityKey(OfCurve(small), "It"));
        StrongAlgorithms.ThrowUnlessSignerKey(Of(rsa), "It");
        Assert.Throws<AttestationException>(() => StrongAlgorithms.ThrowUnlessSignerKey(OfCurve(curve), "It"));

        static X509Certificate2 Of(RSA key) => SelfSigned(new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));

        static X509Certificate2 OfCurve(ECDsa key) => SelfSigned(new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256));

        static X509Certificate2 SelfSigned(CertificateRequest request) =>
            request.CreateSelfSigned(TestClock.Beginning, TestClock.Beginning.AddDays(1));
    }

    [Fact]
    public void What_a_sender_chose_is_shown_on_one_line_of_200_characters_at_most()
    {
        Assert.Equal(new string('a', 200), Shown.Text(new string('a', 200)));
        Assert.Equal(new string('a', 200) + "…", Shown.Text(new string('a', 201)));
        Assert.Equal("a?b?c?d??e é", Shown.Text("a\nb\u0000c\u202Ed\uD83D\uDE00e é"));
        Assert.Equal("2026-01-01 00:00:00Z", Shown.Time(TestClock.Beginning.UtcDateTime));
    }

    [Fact]
    public async Task A_signature_and_a_reader_are_needed_and_options_are_not()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("signature", () => ImdsAttestation.VerifyAsync(null!, null, Calls.ReadName));
        await Assert.ThrowsAsync<ArgumentNullException>("read", () => ImdsAttestation.VerifyAsync<string>("", null, null!));
        Assert.Equal(ImdsAttestationFailure.NotSigned, (await ImdsAttestation.VerifyAsync("", null, Calls.ReadName)).Failure);
        await Assert.ThrowsAsync<ArgumentNullException>("ask", () => ImdsAttestation.AttestAsync<string, string>(null!, reply => reply,
            Calls.ReadName));
        await Assert.ThrowsAsync<ArgumentNullException>("signature", () => ImdsAttestation.AttestAsync<string, string>(
            (_, _) => Task.FromResult(""), null!, Calls.ReadName));
    }

    private async Task SaysAsync(string message, string signature, Action<ImdsAttestationOptions>? change = null)
    {
        var said = (await VerifyAsync(signature, "1234567890", change)).Message;
        Assert.True(said.Contains(message, StringComparison.Ordinal), said);
    }
}
