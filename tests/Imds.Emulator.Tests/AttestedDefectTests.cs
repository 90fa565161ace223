using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>Each defect, under the eyes of a verifier that finds exactly that one.</summary>
public sealed class AttestedDefectTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Nonce = "1234567890";

    [Fact]
    public async Task A_document_without_defect_is_believed() =>
        Assert.Equal("", Verify(await FetchAsync(null)));

    [Theory]
    [InlineData(AttestedDefect.NotBase64, "not base64")]
    [InlineData(AttestedDefect.NotCms, "not CMS")]
    [InlineData(AttestedDefect.Unsigned, "unsigned")]
    [InlineData(AttestedDefect.Md5, "MD5")]
    [InlineData(AttestedDefect.TamperedDocument, "signature")]
    [InlineData(AttestedDefect.WrongKey, "signature")]
    [InlineData(AttestedDefect.OtherAuthority, "chain")]
    [InlineData(AttestedDefect.SelfSigned, "chain")]
    [InlineData(AttestedDefect.BorrowedCertificate, "chain")]
    [InlineData(AttestedDefect.ExpiredCertificate, "certificate expired")]
    [InlineData(AttestedDefect.LookAlikeDomain, "domain fakemetadata.azure.com")]
    [InlineData(AttestedDefect.DomainInCommonNameOnly, "domain vm.example.net")]
    [InlineData(AttestedDefect.ExtraCertificate, "2 certificates")]
    [InlineData(AttestedDefect.Expired, "expired")]
    [InlineData(AttestedDefect.NotYetValid, "not yet valid")]
    [InlineData(AttestedDefect.WrongNonce, "nonce")]
    public async Task A_defect_is_the_only_thing_wrong(AttestedDefect defect, string reason) =>
        Assert.Equal(reason, Verify(await FetchAsync(defect)));

    [Fact]
    public void Every_defect_is_tried_above()
    {
        var tried = typeof(AttestedDefectTests).GetMethod(nameof(A_defect_is_the_only_thing_wrong))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>()
            .Select(data => (AttestedDefect)data.Data[0]!);

        Assert.Equal(Enum.GetValues<AttestedDefect>(), tried.Order());
    }

    [Fact]
    public async Task A_stranger_borrows_the_certificate_of_the_real_signer()
    {
        var real = new SignedCms();
        real.Decode(Convert.FromBase64String(await FetchAsync(null)));
        var borrowed = new SignedCms();
        borrowed.Decode(Convert.FromBase64String(await FetchAsync(AttestedDefect.BorrowedCertificate)));

        Assert.Equal(real.Certificates[0].RawData, borrowed.Certificates[0].RawData);
        Assert.Equal(borrowed.Certificates[1].RawData, borrowed.SignerInfos[0].Certificate!.RawData);
    }

    private async Task<string> FetchAsync(AttestedDefect? defect)
    {
        shared.Emulator.Faults.Clear();
        if (defect is { } wanted)
        {
            shared.Emulator.Faults.Add("attested/document", ImdsFault.Attested(wanted), count: 1);
        }

        var reply = await shared.Emulator.JsonAsync($"attested/document?api-version=2021-02-01&nonce={Nonce}");
        return reply.GetProperty("signature").GetString()!;
    }

    private string Verify(string signature)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
        {
            return "not base64";
        }

        var cms = new SignedCms();
        try
        {
            cms.Decode(bytes.AsSpan(0, length));
        }
        catch (CryptographicException)
        {
            return "not CMS";
        }

        if (cms.SignerInfos.Count == 0)
        {
            return "unsigned";
        }

        var signer = cms.SignerInfos[0];
        if (signer.DigestAlgorithm.Value is "1.2.840.113549.2.5" or "1.2.840.113549.1.1.4")
        {
            return "MD5";
        }

        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return "signature";
        }

        using var chain = AttestedTests.Chain(shared.Emulator);
        if (!chain.Build(signer.Certificate!))
        {
            return chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.NotTimeValid) ? "certificate expired" : "chain";
        }

        var names = signer.Certificate!.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().ToArray();
        if (!names.Any(name => name == "metadata.azure.com" || name.EndsWith(".metadata.azure.com", StringComparison.Ordinal)))
        {
            return $"domain {names[0]}";
        }

        return cms.Certificates.Count > 1 ? $"{cms.Certificates.Count} certificates" : Read(cms.ContentInfo.Content);
    }

    private static string Read(byte[] content)
    {
        var document = JsonDocument.Parse(content).RootElement;
        var stamp = document.GetProperty("timeStamp");
        if (Time(stamp.GetProperty("expiresOn")) <= DateTimeOffset.UtcNow)
        {
            return "expired";
        }

        if (Time(stamp.GetProperty("createdOn")) > DateTimeOffset.UtcNow)
        {
            return "not yet valid";
        }

        return document.GetProperty("nonce").GetString() == Nonce ? "" : "nonce";
    }

    private static DateTimeOffset Time(JsonElement stamp) => DateTimeOffset.ParseExact(
        stamp.GetString()!, "MM/dd/yy HH:mm:ss '-0000'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
