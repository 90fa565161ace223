using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>
/// Loads certificates, and reads the extensions that .NET Standard has no types for. A malformed extension has nothing in it.
/// </summary>
internal static class CertificateExtensions
{
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    /// <summary>
    /// Loads a certificate, and nothing but one: a file with keys would have its password tried, at a cost that its sender chose.
    /// </summary>
    /// <exception cref="CryptographicException">The bytes are not a certificate.</exception>
    public static X509Certificate2 Load(byte[] bytes) =>
        bytes.Length > 0 && X509Certificate2.GetCertContentType(bytes) == X509ContentType.Cert
        ? new X509Certificate2(bytes)
        : throw new CryptographicException("The bytes are not a certificate.");

    /// <summary>The names that the certificate is for (subjectAltName), as far as they are domains.</summary>
    public static IReadOnlyList<string> DnsNames(X509Certificate2 certificate) => Read(certificate, "2.5.29.17", static (names, found) =>
    {
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(DnsName))
            {
                found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }
    });

    /// <summary>Where the issuer's certificate is (authorityInfoAccess, caIssuers).</summary>
    public static IEnumerable<Uri> IssuerAddresses(X509Certificate2 certificate)
    {
        var addresses = Read(certificate, "1.3.6.1.5.5.7.1.1", static (accesses, found) =>
        {
            while (accesses.HasData)
            {
                var access = accesses.ReadSequence();
                if (access.ReadObjectIdentifier() == "1.3.6.1.5.5.7.48.2" && access.PeekTag().HasSameClassAndValue(UriName))
                {
                    found.Add(access.ReadCharacterString(UniversalTagNumber.IA5String, UriName));
                }
            }
        });

        foreach (var address in addresses)
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            {
                yield return uri;
            }
        }
    }

    private static List<string> Read(X509Certificate2 certificate, string oid, Action<AsnReader, List<string>> read)
    {
        var found = new List<string>();
        if (certificate.Extensions[oid] is { } extension)
        {
            try
            {
                var whole = new AsnReader(extension.RawData, AsnEncodingRules.DER);
                var values = whole.ReadSequence();
                whole.ThrowIfNotEmpty();
                read(values, found);
            }
            catch (AsnContentException)
            {
                found.Clear();
            }
        }

        return found;
    }
}
