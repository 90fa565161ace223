using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;

namespace Imds;

/// <summary>
/// What is signed, and the certificate whose key signed it. Who that is, and whether to believe it, is for others to check.
/// </summary>
/// <param name="Content">The content that the signature covers.</param>
/// <param name="Signer">The certificate that made the signature.</param>
internal sealed record SignedDocument(byte[] Content, X509Certificate2 Signer)
{
    /// <summary>
    /// Opens signed data (CMS) in the one form that the service sends: content, one certificate, one RSA signature by it.
    /// </summary>
    /// <exception cref="AttestationException">It has another form, or the signature is wrong.</exception>
    public static SignedDocument Open(string signature)
    {
        try
        {
            var bytes = Convert.FromBase64String(signature);
            CertificateBag.ThrowIfNotSingle(bytes);
            var data = new SignedCms();
            data.Decode(bytes);
            return data.SignerInfos.Count == 1 && data.ContentInfo.Content.Length > 0
                ? Check(data, data.SignerInfos[0])
                : throw new AttestationException(ImdsAttestationFailure.NotSigned, "It does not hold content and one signature.");
        }
        catch (Exception e) when (e is FormatException or AsnContentException or CryptographicException)
        {
            throw new AttestationException(ImdsAttestationFailure.NotSigned, "It is not signed data (CMS) in base 64.");
        }
    }

    private static SignedDocument Check(SignedCms data, SignerInfo signer)
    {
        StrongAlgorithms.ThrowUnlessDigest(signer.DigestAlgorithm, "The signature");
        if (signer.Certificate is not { } certificate || !Names(signer, certificate))
        {
            throw new AttestationException(ImdsAttestationFailure.BadSignature,
                "The signature was made with another certificate than the one that it brings.");
        }

        SignerPolicy.CheckStrength(certificate);
        try
        {
            data.CheckSignature(verifySignatureOnly: true);
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException or ArgumentException)
        {
            // The latter come of attributes that SignedCms takes, and then cannot write anew to compute their digest.
            throw new AttestationException(
                ImdsAttestationFailure.BadSignature,
                "The signature does not belong to the content and the certificate: one of them was changed.");
        }

        return new SignedDocument(data.ContentInfo.Content, certificate);
    }

    // SignedCms looks for the serial number in hexadecimal and, with the same digits, in decimal: 1000 finds 3E8 as well.
    private static bool Names(SignerInfo signer, X509Certificate2 certificate) =>
        signer.SignerIdentifier.Value is not X509IssuerSerial id || id.SerialNumber == certificate.SerialNumber;
}
