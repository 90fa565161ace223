using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>
/// Finds the certificates in signed data (CMS, RFC 5652, section 5.1) before anything is made of them: <c>SignedCms</c> would load
/// whatever is there and as many as there are, and would leave what follows the data unread.
/// </summary>
internal static class CertificateBag
{
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0);

    /// <summary>Throws unless the bytes have the form of signed data, and nothing more, with one certificate in it.</summary>
    /// <exception cref="AttestationException">There is none, or more than one; the second ends the reading.</exception>
    /// <exception cref="AsnContentException">The bytes are not signed data.</exception>
    public static void ThrowIfNotSingle(byte[] signedData)
    {
        var whole = new AsnReader(signedData, AsnEncodingRules.BER);
        var info = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        info.ReadObjectIdentifier(); // the kind of data, which SignedCms compares
        var data = info.ReadSequence(Zero).ReadSequence();
        data.ReadInteger(); // the version
        data.ReadSetOf(); // the digest algorithms
        data.ReadSequence(); // the content

        var certificates = data.HasData && data.PeekTag().HasSameClassAndValue(Zero) ? data.ReadSetOf(Zero) : null;
        if (certificates is not { HasData: true }
            || X509Certificate2.GetCertContentType(certificates.ReadEncodedValue().ToArray()) != X509ContentType.Cert)
        {
            throw new AttestationException(ImdsAttestationFailure.NotSigned, "It does not hold the certificate that made the signature.");
        }

        if (certificates.HasData)
        {
            throw new AttestationException(
                ImdsAttestationFailure.ExtraCertificates, "It holds more than one certificate, where the service sends its own alone.");
        }
    }
}
