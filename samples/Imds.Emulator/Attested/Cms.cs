using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Emulator.Attested;

/// <summary>
/// Writes CMS signed data (RFC 5652) the way the service does: no signed attributes, and the signature's algorithm where
/// the standard wants the digest's. Written out here because a library would refuse the spoilt documents that tests need.
/// </summary>
internal static class Cms
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string Md5WithRsa = "1.2.840.113549.1.1.4";
    private const string Sha256WithRsa = "1.2.840.113549.1.1.11";

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <param name="signed">The content that the signature is made over.</param>
    /// <param name="carried">The content that the reply carries; the same, unless it is to look tampered with.</param>
    /// <param name="signer">A certificate with its RSA key.</param>
    /// <param name="bag">The certificates to send along, in this order.</param>
    /// <param name="digest">SHA-256, or MD5.</param>
    public static byte[] Sign(
        ReadOnlySpan<byte> signed, ReadOnlySpan<byte> carried, X509Certificate2 signer, IEnumerable<X509Certificate2> bag, HashAlgorithmName digest)
    {
        var digestOid = digest == HashAlgorithmName.MD5 ? Md5WithRsa : Sha256WithRsa;
        using var key = signer.GetRSAPrivateKey() ?? throw new InvalidOperationException("The signer has no RSA key.");
        var signature = key.SignData(signed, digest, RSASignaturePadding.Pkcs1);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(Explicit0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                    WriteAlgorithm(writer, digestOid);
                WriteContent(writer, carried);
                WriteBag(writer, bag);
                using (writer.PushSetOf())
                    WriteSigner(writer, signer, digestOid, signature);
            }
        }

        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, ReadOnlySpan<byte> content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Data);
            using (writer.PushSequence(Explicit0))
                writer.WriteOctetString(content);
        }
    }

    /// <summary>A set, so DER would sort it; written as a sequence under the same tag, it keeps its order.</summary>
    private static void WriteBag(AsnWriter writer, IEnumerable<X509Certificate2> bag)
    {
        using (writer.PushSequence(Explicit0))
        {
            foreach (var certificate in bag)
                writer.WriteEncodedValue(certificate.RawData);
        }
    }

    private static void WriteSigner(AsnWriter writer, X509Certificate2 signer, string digestOid, byte[] signature)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signer.IssuerName.RawData);
                writer.WriteInteger(new BigInteger(signer.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true));
            }

            WriteAlgorithm(writer, digestOid);
            WriteAlgorithm(writer, RsaEncryption);
            writer.WriteOctetString(signature);
        }
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
