using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Imds.Runtime.Tests;

/// <summary>A certificate authority of our own: a root, an intermediate under it, and signers as a test wants them.</summary>
internal sealed class TestAuthority
{
    public static readonly Uri IntermediateAddress = new("http://127.0.0.1/intermediate.cer");

    // Making keys is what takes long, and for most tests one signer's is as good as another's.
    private static readonly RSA SignerKey = RSA.Create(2048);

    private readonly RSA _intermediateKey = RSA.Create(2048);
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;

    /// <param name="from">When its certificates become good; a year before the tests' clock starts, unless given.</param>
    /// <param name="until">When they cease to be; a year after, unless given.</param>
    /// <param name="intermediateUntil">The same for the intermediate alone.</param>
    /// <param name="change">Changes what the intermediate's certificate says.</param>
    /// <param name="generator">Signs the intermediate's certificate in place of the root.</param>
    public TestAuthority(
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        DateTimeOffset? intermediateUntil = null,
        Action<CertificateRequest>? change = null,
        Func<RSA, X509SignatureGenerator>? generator = null)
    {
        _from = from ?? TestClock.Beginning.AddYears(-1);
        _until = until ?? TestClock.Beginning.AddYears(1);
        var rootKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Test root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = root.CreateSelfSigned(_from, _until);

        var intermediate = new CertificateRequest("CN=Test intermediate", _intermediateKey, HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        intermediate.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        change?.Invoke(intermediate);
        var signer = generator?.Invoke(rootKey) ?? X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1);
        Intermediate = intermediate.Create(Root.SubjectName, signer, _from, intermediateUntil ?? _until, [1, 2, 3]);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>Issues the certificate of a signer, which is good in all but what is given here.</summary>
    public X509Certificate2 Issue(
        string[] names,
        DateTimeOffset? until = null,
        X509SignatureGenerator? generator = null,
        byte[]? serialNumber = null,
        int keySize = 2048,
        bool ownKey = false,
        string[]? addresses = null,
        Action<CertificateRequest>? change = null,
        DateTimeOffset? from = null)
    {
        var key = keySize == SignerKey.KeySize && !ownKey ? SignerKey : RSA.Create(keySize);
        var request = new CertificateRequest("CN=metadata.azure.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(SubjectNames(names));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, addresses ?? [IntermediateAddress.ToString()]));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        change?.Invoke(request);
        generator ??= X509SignatureGenerator.CreateForRSA(_intermediateKey, RSASignaturePadding.Pkcs1);
        var certificate = request.Create(
            Intermediate.SubjectName, generator, from ?? _from, until ?? _until, serialNumber ?? [0, 0xFF, 7, 9]);
        return certificate.CopyWithPrivateKey(key);
    }

    // Written out, as the builder of .NET refuses what is no name of a host.
    private static X509Extension SubjectNames(string[] names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in names)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            writer.WriteOctetString([127, 0, 0, 1], new Asn1Tag(TagClass.ContextSpecific, 7)); // an address, which is no name
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }

    public static X509SignatureGenerator Md5(RSA key) => new Weak(key, HashAlgorithmName.MD5, "1.2.840.113549.1.1.4");

    public static X509SignatureGenerator Sha1(RSA key) => new Weak(key, HashAlgorithmName.SHA1, "1.2.840.113549.1.1.5");

    public static string Sign(X509Certificate2 signer, string content, Action<CmsSigner>? change = null, Action<SignedCms>? after = null)
    {
        var cms = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(content)));
        var cmsSigner = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer)
        {
            IncludeOption = X509IncludeOption.EndCertOnly,
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
        };
        change?.Invoke(cmsSigner);
        cms.ComputeSignature(cmsSigner);
        after?.Invoke(cms);
        return Convert.ToBase64String(cms.Encode());
    }

    /// <summary>The same signed data with something else where its certificates are.</summary>
    public static byte[] ReplaceCertificate(byte[] signedData, byte[] other)
    {
        var zero = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var info = new AsnReader(signedData, AsnEncodingRules.BER).ReadSequence();
        var type = info.ReadObjectIdentifier();
        var data = info.ReadSequence(zero).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSequence(zero))
            using (writer.PushSequence())
            {
                for (var part = 0; data.HasData; part++)
                {
                    var value = data.ReadEncodedValue();
                    if (part == 3)
                    {
                        using (writer.PushSequence(zero))
                        {
                            writer.WriteEncodedValue(other);
                        }
                    }
                    else
                    {
                        writer.WriteEncodedValue(value.Span);
                    }
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>Signs certificates with an algorithm of old.</summary>
    private sealed class Weak(RSA key, HashAlgorithmName digest, string algorithm) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                writer.WriteNull();
            }

            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, digest, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
