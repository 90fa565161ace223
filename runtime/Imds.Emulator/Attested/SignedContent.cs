using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Emulator.Attested;

/// <summary>
/// CMS signed data (RFC 5652) as the service writes it: no signed attributes, and the signature's algorithm where the
/// standard wants the digest's. Written out here because a library would refuse the spoilt documents that tests need.
/// </summary>
/// <param name="Content">What the signature is made over.</param>
/// <param name="Signer">The certificate that the signature names.</param>
internal sealed record SignedContent(byte[] Content, X509Certificate2 Signer)
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string Md5WithRsa = "1.2.840.113549.1.1.4";
    private const string Sha256WithRsa = "1.2.840.113549.1.1.11";

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>What is sent as the content; the same, unless it is to look tampered with.</summary>
    public byte[] Carried { get; init; } = Content;

    /// <summary>The key to sign with. The default is the signer's.</summary>
    public RSA? Key { get; init; }

    /// <summary>The certificates sent along, in this order.</summary>
    public IReadOnlyList<X509Certificate2> Bag { get; init; } = [Signer];

    /// <summary>SHA-256 or MD5.</summary>
    public HashAlgorithmName Digest { get; init; } = HashAlgorithmName.SHA256;

    public bool IsSigned { get; init; } = true;

    private string DigestOid => Digest == HashAlgorithmName.MD5 ? Md5WithRsa : Sha256WithRsa;

    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                {
                    WriteAlgorithm(writer, DigestOid);
                }

                WriteContent(writer);
                WriteBag(writer);
                using (writer.PushSetOf())
                {
                    if (IsSigned)
                    {
                        WriteSigner(writer);
                    }
                }
            }
        }

        return writer.Encode();
    }

    private void WriteContent(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Data);
            using (writer.PushSequence(Context0))
            {
                writer.WriteOctetString(Carried);
            }
        }
    }

    /// <summary>A set, which DER would sort; written as a sequence under the same tag it keeps its order.</summary>
    private void WriteBag(AsnWriter writer)
    {
        using (writer.PushSequence(Context0))
        {
            foreach (var certificate in Bag)
            {
                writer.WriteEncodedValue(certificate.RawData);
            }
        }
    }

    private void WriteSigner(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(Signer.IssuerName.RawData);
                writer.WriteInteger(new BigInteger(Signer.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true));
            }

            WriteAlgorithm(writer, DigestOid);
            WriteAlgorithm(writer, RsaEncryption);
            writer.WriteOctetString(Signature());
        }
    }

    private byte[] Signature()
    {
        if (Key is not null)
        {
            return Key.SignData(Content, Digest, RSASignaturePadding.Pkcs1);
        }

        using var own = Signer.GetRSAPrivateKey() ?? throw new InvalidOperationException("The signer has no RSA key.");
        return own.SignData(Content, Digest, RSASignaturePadding.Pkcs1);
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteNull();
        }
    }
}
