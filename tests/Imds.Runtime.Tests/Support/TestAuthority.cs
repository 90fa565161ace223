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

    private static readonly DateTimeOffset From = TestClock.Beginning.AddYears(-1);
    private static readonly DateTimeOffset To = TestClock.Beginning.AddYears(1);

    private readonly RSA _intermediateKey = RSA.Create(2048);

    public TestAuthority()
    {
        var rootKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Test root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = root.CreateSelfSigned(From, To);

        var intermediate = new CertificateRequest("CN=Test intermediate", _intermediateKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        intermediate.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Intermediate = intermediate.Create(Root.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1), From, To, [1, 2, 3]);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Issue(string[] names, DateTimeOffset? until = null, X509SignatureGenerator? generator = null, byte[]? serialNumber = null)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=metadata.azure.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var subjectNames = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            subjectNames.AddDnsName(name);
        }

        subjectNames.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(subjectNames.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [IntermediateAddress.ToString()]));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        generator ??= X509SignatureGenerator.CreateForRSA(_intermediateKey, RSASignaturePadding.Pkcs1);
        var certificate = request.Create(Intermediate.SubjectName, generator, From, until ?? To, serialNumber ?? [0, 0xFF, 7, 9]);
        return certificate.CopyWithPrivateKey(key);
    }

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

    /// <summary>Signs certificates with MD5 in name; whether the signature is right is beside the point where it must not count.</summary>
    public sealed class Md5(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.4");
                writer.WriteNull();
            }

            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
