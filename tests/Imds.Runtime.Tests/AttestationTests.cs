using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Imds.Runtime.Tests;

/// <summary>An attested document is trusted if all is right with it, and each thing that is wrong has its own reason.</summary>
public partial class AttestationTests : IClassFixture<AttestationTests.Authorities>
{
    private const string Good =
        """{"name":"vm","nonce":"1234567890","timeStamp":{"createdOn":"01/01/26 00:00:00 -0000","expiresOn":"01/01/26 06:00:00 -0000"}}""";

    private readonly TestClock _clock = new();
    private readonly TestAuthority _authority;
    private readonly TestAuthority _other;
    private readonly X509Certificate2 _signer;

    public AttestationTests(Authorities authorities)
    {
        _authority = authorities.Ours;
        _other = authorities.Other;
        _signer = authorities.Signer;
    }

    [Theory]
    [InlineData("1234567890")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_good_document_is_trusted(string? nonce)
    {
        var result = await VerifyAsync(TestAuthority.Sign(_signer, Good), nonce);
        Assert.Equal(ImdsAttestationFailure.None, result.Failure);
        Assert.True(result.IsTrusted);
        Assert.Equal("vm", result.Document);
        Assert.Equal(_signer.Thumbprint, result.Signer!.Thumbprint);
    }

    [Theory]
    [InlineData("2.16.840.1.101.3.4.2.2")]
    [InlineData("2.16.840.1.101.3.4.2.3")]
    public async Task Other_strong_digests_are_good(string digest) =>
        await IsAsync(ImdsAttestationFailure.None, TestAuthority.Sign(_signer, Good, signer => signer.DigestAlgorithm = new Oid(digest)));

    [Fact]
    public async Task Signed_attributes_are_good() =>
        await IsAsync(ImdsAttestationFailure.None,
            TestAuthority.Sign(_signer, Good, signer => signer.SignedAttributes.Add(new Pkcs9SigningTime())));

    [Fact]
    public async Task A_signer_may_be_named_by_its_key()
    {
        var cms = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(Good)));
        cms.ComputeSignature(
            new CmsSigner(SubjectIdentifierType.SubjectKeyIdentifier, _signer) { IncludeOption = X509IncludeOption.EndCertOnly });
        await IsAsync(ImdsAttestationFailure.None, Convert.ToBase64String(cms.Encode()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base 64!")]
    [InlineData("bm90IENNUw==")]
    [InlineData("MAA=")]
    public async Task What_is_no_signed_data_is_refused(string signature) => await IsAsync(ImdsAttestationFailure.NotSigned, signature);

    [Fact]
    public async Task A_document_cut_at_any_byte_or_with_more_at_its_end_is_refused()
    {
        var whole = Convert.FromBase64String(TestAuthority.Sign(_signer, Good));
        for (var length = 0; length < whole.Length; length += 7)
        {
            await IsAsync(ImdsAttestationFailure.NotSigned, Convert.ToBase64String(whole, 0, length));
        }

        await IsAsync(ImdsAttestationFailure.NotSigned, Convert.ToBase64String([.. whole, 0]));
    }

    [Fact]
    public async Task No_changed_bit_changes_what_is_trusted_and_none_throws()
    {
        var whole = Convert.FromBase64String(TestAuthority.Sign(_signer, Good));
        var trusted = 0;
        for (var place = 0; place < whole.Length; place++)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            var result = await VerifyAsync(Convert.ToBase64String(changed), "1234567890");
            if (result.IsTrusted)
            {
                Assert.Equal(("vm", _signer.Thumbprint), (result.Document, result.Signer!.Thumbprint));
                trusted++;
            }
        }

        // A few bytes of the wrapping, such as its version number, are outside what the signature covers, and mean nothing.
        Assert.InRange(trusted, 0, 40);
    }

    /// <summary>Whatever a forger changes, what the library refuses is refused here too.</summary>
    [Fact]
    public async Task No_change_is_trusted_that_the_library_refuses()
    {
        var whole = Convert.FromBase64String(TestAuthority.Sign(_signer, Good,
            signer => signer.SignedAttributes.Add(new Pkcs9SigningTime())));
        var random = new Random(2026);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var changed = Change(whole, random);
            if (!IsGoodToTheLibrary(changed))
            {
                refused++;
                Assert.False((await VerifyAsync(Convert.ToBase64String(changed), "1234567890")).IsTrusted, Convert.ToBase64String(changed));
            }
        }

        Assert.InRange(refused, 1000, 2000);
    }

    [Fact]
    public async Task The_serial_number_that_the_signature_names_must_be_the_certificate_s()
    {
        // The library takes 1000 for the hexadecimal 1000 and for the decimal one, which is 3E8.
        var signer = _authority.Issue(["metadata.azure.com"], serialNumber: [0x03, 0xE8]);
        var bytes = Convert.FromBase64String(TestAuthority.Sign(signer, Good));
        var place = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x02, 0x02, 0x03, 0xE8]);
        bytes[place + 2] = 0x10;
        bytes[place + 3] = 0x00;
        Assert.True(IsGoodToTheLibrary(bytes));
        await IsAsync(ImdsAttestationFailure.BadSignature, Convert.ToBase64String(bytes));
    }

    [Fact]
    public async Task A_file_with_keys_in_place_of_the_certificate_is_not_opened()
    {
        var whole = Convert.FromBase64String(TestAuthority.Sign(_signer, Good));
        var withKeys = _signer.Export(X509ContentType.Pkcs12);
        var changed = TestAuthority.ReplaceCertificate(whole, withKeys);
        await IsAsync(ImdsAttestationFailure.NotSigned, Convert.ToBase64String(changed));

        // The library of .NET 8 would open it, later ones do not: here it does not come to that.
        Assert.Throws<AttestationException>(() => CertificateBag.ThrowIfNotSingle(changed));
    }

    [Fact]
    public async Task Data_of_another_kind_is_refused_though_it_has_the_form_of_signed_data()
    {
        byte[] signedData = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
        var bytes = Convert.FromBase64String(TestAuthority.Sign(_signer, Good));
        bytes[bytes.AsSpan().IndexOf(signedData) + signedData.Length - 1] = 0x03; // enveloped data
        await IsAsync(ImdsAttestationFailure.NotSigned, Convert.ToBase64String(bytes));
    }

    [Fact]
    public async Task A_changed_document_is_refused()
    {
        var changed = Replace(TestAuthority.Sign(_signer, Good), "\"vm\"", "\"VM\"");
        await IsAsync(ImdsAttestationFailure.BadSignature, changed);
        changed = Replace(TestAuthority.Sign(_signer, Good, signer => signer.SignedAttributes.Add(new Pkcs9SigningTime())), "\"vm\"",
            "\"VM\"");
        await IsAsync(ImdsAttestationFailure.BadSignature, changed);
    }

    [Fact]
    public async Task A_signature_made_with_another_key_is_refused()
    {
        // Same issuer and number, so the certificate in the bag seems to be the signer's, but another key made the signature.
        var impostor = _authority.Issue(["metadata.azure.com"], ownKey: true);
        var signature = TestAuthority.Sign(impostor, Good, after: cms =>
        {
            cms.RemoveCertificate(cms.Certificates[0]);
            cms.AddCertificate(_signer);
        });
        await IsAsync(ImdsAttestationFailure.BadSignature, signature);
    }

    [Fact]
    public async Task A_signature_without_its_certificate_is_refused() =>
        await IsAsync(ImdsAttestationFailure.NotSigned,
            TestAuthority.Sign(_signer, Good, signer => signer.IncludeOption = X509IncludeOption.None));

    [Fact]
    public async Task Two_signatures_are_refused() => await IsAsync(ImdsAttestationFailure.NotSigned, TestAuthority.Sign(
        _signer, Good, after: cms => cms.ComputeSignature(new CmsSigner(_signer) { IncludeOption = X509IncludeOption.None })));

    [Fact]
    public async Task Extra_certificates_are_refused()
    {
        await IsAsync(ImdsAttestationFailure.ExtraCertificates,
            TestAuthority.Sign(_signer, Good, after: cms => cms.AddCertificate(_authority.Intermediate)));

        // A genuine certificate beside that of the one who really signed.
        var forger = _other.Issue(["metadata.azure.com"]);
        await IsAsync(ImdsAttestationFailure.ExtraCertificates, TestAuthority.Sign(
            forger, Good, signer => signer.IncludeOption = X509IncludeOption.EndCertOnly, cms => cms.AddCertificate(_authority.Root)));
    }

    [Theory]
    [InlineData("1.2.840.113549.2.5")]
    [InlineData("1.3.14.3.2.26")]
    public async Task A_weak_digest_is_refused(string digest) =>
        await IsAsync(ImdsAttestationFailure.WeakAlgorithm,
            TestAuthority.Sign(_signer, Good, signer => signer.DigestAlgorithm = new Oid(digest)));

    [Fact]
    public async Task A_weak_certificate_is_refused() => await IsAsync(
        ImdsAttestationFailure.WeakAlgorithm,
        TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], generator: TestAuthority.Md5(RSA.Create(2048))), Good));

    [Theory]
    [InlineData("2025-12-31T23:55:00Z", ImdsAttestationFailure.None)]
    [InlineData("2025-12-31T23:54:59Z", ImdsAttestationFailure.NotYetValid)]
    [InlineData("2026-01-01T06:05:00Z", ImdsAttestationFailure.None)]
    [InlineData("2026-01-01T06:05:01Z", ImdsAttestationFailure.Expired)]
    public async Task The_time_must_be_right_within_the_skew(string now, ImdsAttestationFailure failure)
    {
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        await IsAsync(failure, TestAuthority.Sign(_signer, Good), options => options.TimeProvider = new Fixed(at));
    }

    [Fact]
    public async Task A_wrong_nonce_is_refused()
    {
        var result = await VerifyAsync(TestAuthority.Sign(_signer, Good), "0987654321");
        Assert.Equal(ImdsAttestationFailure.WrongNonce, result.Failure);
        Assert.Throws<InvalidOperationException>(() => result.Document);
        Assert.Null(result.Signer);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"nonce":"1234567890","timeStamp":{"createdOn":"soon","expiresOn":"01/01/26 06:00:00 -0000"}}""")]
    [InlineData("""{"nonce":"1234567890","timeStamp":{"createdOn":"01/01/26 00:00:00 -0000"}}""")]
    [InlineData("""{"nonce":"1234567890","timeStamp":"01/01/26 00:00:00 -0000"}""")]
    public async Task Content_that_is_no_document_is_refused(string content) =>
        await IsAsync(ImdsAttestationFailure.InvalidDocument, TestAuthority.Sign(_signer, content));

    [Fact]
    public async Task What_the_sender_wrote_is_not_in_the_message()
    {
        var result = await IsAsync(ImdsAttestationFailure.InvalidDocument, TestAuthority.Sign(_signer, "\nnoise\tand orders"));
        Assert.Equal("The signed content is not a JSON document: line 2, byte 2 cannot be read.", result.Message);
    }

    [Fact]
    public async Task Cancellation_ends_a_fetch()
    {
        using var source = new CancellationTokenSource();
        var options = Options();
        options.Intermediates.Clear();
        options.FetchIssuer = async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return [];
        };
        var verifying = ImdsAttestation.VerifyAsync(TestAuthority.Sign(_signer, Good), null, Calls.ReadName, options, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verifying);
    }

    [Fact]
    public async Task The_example_of_the_documents_is_refused_as_the_test_certificate_that_it_is()
    {
        var text = Seed("imds-doc-2020-12-01.md");
        var signature = Signature().Matches(text).Select(match => match.Groups[1].Value).First(value => value.Length > 500);
        await IsAsync(ImdsAttestationFailure.WeakAlgorithm, signature);
    }

    private static string Seed(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "..", "shared", "seeds", name);
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")) && File.Exists(file))
            {
                return File.ReadAllText(file);
            }
        }

        Assert.Skip($"The reference document {name} is not beside the repository.");
        return "";
    }

    [GeneratedRegex("""signature"\s*:\s*"([A-Za-z0-9+/=]+)""")]
    private static partial Regex Signature();

    /// <summary>Bits turned, bytes doubled, left out or copied from elsewhere, up to three times.</summary>
    private static byte[] Change(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var place = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.Insert(place, bytes[random.Next(bytes.Count)]);
                    break;
                case 2:
                    bytes.RemoveAt(place);
                    break;
                default:
                    bytes[place] = bytes[random.Next(bytes.Count)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool IsGoodToTheLibrary(byte[] bytes)
    {
        try
        {
            var cms = new SignedCms();
            cms.Decode(bytes);
            cms.CheckSignature(verifySignatureOnly: true);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Replace(string signature, string part, string by)
    {
        var latin = Encoding.Latin1.GetString(Convert.FromBase64String(signature));
        Assert.Contains(part, latin);
        return Convert.ToBase64String(Encoding.Latin1.GetBytes(latin.Replace(part, by)));
    }

    private ImdsAttestationOptions Options()
    {
        var options = new ImdsAttestationOptions { TimeProvider = _clock };
        options.TrustedRoots.Add(_authority.Root);
        options.Intermediates.Add(_authority.Intermediate);
        return options;
    }

    private async Task<ImdsAttestationResult<string>> IsAsync(ImdsAttestationFailure failure, string signature,
        Action<ImdsAttestationOptions>? change = null)
    {
        var result = await VerifyAsync(signature, "1234567890", change);
        Assert.Equal((failure, failure == ImdsAttestationFailure.None), (result.Failure, result.IsTrusted));
        Assert.NotEmpty(result.Message);
        return result;
    }

    private Task<ImdsAttestationResult<string>> VerifyAsync(string signature, string? nonce, Action<ImdsAttestationOptions>? change = null)
    {
        var options = Options();
        change?.Invoke(options);
        return ImdsAttestation.VerifyAsync(signature, nonce, Calls.ReadName, options);
    }

    public sealed class Authorities
    {
        internal TestAuthority Ours { get; } = new();

        internal TestAuthority Other { get; } = new();

        internal X509Certificate2 Signer { get; }

        public Authorities() => Signer = Ours.Issue(["eastus.metadata.azure.com"]);
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
