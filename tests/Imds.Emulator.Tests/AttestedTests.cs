using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Imds.Emulator.Tests;

public sealed class AttestedTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    [Fact]
    public async Task The_signature_verifies_and_chains_to_the_emulators_root()
    {
        var cms = await SignedAsync(shared.Emulator, "attested/document?api-version=2021-02-01");

        cms.CheckSignature(verifySignatureOnly: true);
        var signer = Assert.Single(cms.SignerInfos.Cast<SignerInfo>()).Certificate!;
        using var chain = Chain(shared.Emulator);
        Assert.True(chain.Build(signer), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.Equal(3, chain.ChainElements.Count);
    }

    [Fact]
    public async Task A_changed_document_does_not_verify()
    {
        var reply = await shared.Emulator.JsonAsync("attested/document?api-version=2021-02-01");
        var bytes = reply.GetProperty("signature").GetBytesFromBase64();
        bytes[Encoding.Latin1.GetString(bytes).IndexOf("vmId", StringComparison.Ordinal) + 8] ^= 1;

        var cms = new SignedCms();
        cms.Decode(bytes);
        Assert.Throws<CryptographicException>(() => cms.CheckSignature(verifySignatureOnly: true));
    }

    [Fact]
    public async Task The_reply_holds_the_signers_certificate_alone_and_says_where_its_issuer_is()
    {
        var cms = await SignedAsync(shared.Emulator, "attested/document?api-version=2021-02-01");

        var signer = Assert.Single(cms.Certificates);
        Assert.Equal("northeurope.metadata.azure.com", signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        var names = signer.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();
        Assert.Equal(["northeurope.metadata.azure.com", "metadata.azure.com"], names);

        var issuerAddress = signer.Extensions.OfType<X509AuthorityInformationAccessExtension>().Single().EnumerateCAIssuersUris().Single();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var issuer = X509CertificateLoader.LoadCertificate(await client.GetByteArrayAsync(issuerAddress));
        Assert.Equal(signer.IssuerName.RawData, issuer.SubjectName.RawData);
        Assert.Equal(shared.Emulator.IntermediateCertificate.RawData, issuer.RawData);
    }

    [Theory]
    [InlineData("2018-10-01", "nonce plan timeStamp vmId")]
    [InlineData("2019-03-11", "nonce plan timeStamp vmId")]
    [InlineData("2019-04-30", "nonce plan subscriptionId timeStamp vmId")]
    [InlineData("2019-11-01", "nonce plan sku subscriptionId timeStamp vmId")]
    [InlineData("2020-09-01", "licenseType nonce plan sku subscriptionId timeStamp vmId")]
    [InlineData("2025-04-07", "licenseType nonce plan sku subscriptionId timeStamp vmId")]
    public async Task The_document_has_the_fields_of_its_version(string version, string fields)
    {
        var document = await DocumentAsync(shared.Emulator, $"attested/document?api-version={version}");

        Assert.Equal(fields.Split(' '), document.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["name", "product", "publisher"], document.GetProperty("plan").EnumerateObject().Select(member => member.Name));
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", document.GetProperty("vmId").GetString());
    }

    [Fact]
    public async Task The_nonce_comes_back_and_the_document_lives_six_hours()
    {
        var time = new TestClock();
        time.SetUtcNow(new DateTimeOffset(2026, 2, 3, 22, 5, 6, TimeSpan.FromHours(1)));
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = time });

        var document = await DocumentAsync(emulator, "attested/document?api-version=2021-02-01&nonce=abcde12345");
        Assert.Equal("abcde12345", document.GetProperty("nonce").GetString());
        Assert.Equal("02/03/26 21:05:06 -0000", document.GetProperty("timeStamp").GetProperty("createdOn").GetString());
        Assert.Equal("02/04/26 03:05:06 -0000", document.GetProperty("timeStamp").GetProperty("expiresOn").GetString());

        var without = await DocumentAsync(emulator, "attested/document?api-version=2021-02-01");
        Assert.Equal("02/04/26 03:05:06 -0000", without.GetProperty("nonce").GetString());
    }

    [Theory]
    [InlineData("12345678901234567890123456789012", 200)]
    [InlineData("123456789012345678901234567890123", 400)]
    [InlineData("a%22b", 400)]
    [InlineData("a-b", 400)]
    public async Task A_nonce_has_at_most_32_letters_and_digits(string nonce, int status)
    {
        var answer = await shared.Emulator.AnswerAsync($"attested/document?api-version=2021-02-01&nonce={nonce}");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task The_document_speaks_of_the_VM_that_is_served()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions
        {
            Document = """{"compute":{"vmId":"x-1","location":"usgovvirginia","plan":{"name":"p"},"sku":"s"}}""",
            AttestedDomain = "metadata.azure.us",
        });

        var cms = await SignedAsync(emulator, "attested/document?api-version=2021-02-01");
        var document = JsonDocument.Parse(cms.ContentInfo.Content).RootElement;

        Assert.Equal("x-1", document.GetProperty("vmId").GetString());
        Assert.Equal("p", document.GetProperty("plan").GetProperty("name").GetString());
        Assert.Equal("", document.GetProperty("plan").GetProperty("publisher").GetString());
        Assert.Equal("usgovvirginia.metadata.azure.us", cms.Certificates[0].GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    internal static async Task<SignedCms> SignedAsync(ImdsEmulator emulator, string target)
    {
        var reply = await emulator.JsonAsync(target);
        Assert.Equal("pkcs7", reply.GetProperty("encoding").GetString());
        var cms = new SignedCms();
        cms.Decode(reply.GetProperty("signature").GetBytesFromBase64());
        return cms;
    }

    internal static X509Chain Chain(ImdsEmulator emulator)
    {
        var chain = new X509Chain
        {
            ChainPolicy =
            {
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                DisableCertificateDownloads = true,
            },
        };
        chain.ChainPolicy.CustomTrustStore.Add(emulator.RootCertificate);
        chain.ChainPolicy.ExtraStore.Add(emulator.IntermediateCertificate);
        return chain;
    }

    private static async Task<JsonElement> DocumentAsync(ImdsEmulator emulator, string target)
    {
        var cms = await SignedAsync(emulator, target);
        return JsonDocument.Parse(cms.ContentInfo.Content).RootElement;
    }
}
