using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Emulator.Attested;

/// <summary>
/// A root, an intermediate and a signing certificate made for this emulator alone: like the real ones in shape, trusted
/// by no one, and gone when it stops.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly Uri _issuerAddress;
    private readonly DateTimeOffset _now;

    /// <param name="issuerAddress">Where the intermediate certificate can be fetched, for the signer's AIA.</param>
    /// <param name="now">The certificates are good from a day before to a year after.</param>
    public CertificateAuthority(Uri issuerAddress, DateTimeOffset now)
    {
        _issuerAddress = issuerAddress;
        _now = now;

        using var rootKey = RSA.Create(2048);
        var root = Request("CN=IMDS Emulator Root CA, O=Imds.Emulator", rootKey);
        AddAuthorityExtensions(root, pathLength: 1);
        Root = root.CreateSelfSigned(NotBefore, NotAfter);

        using var intermediateKey = RSA.Create(2048);
        var intermediate = Request("CN=IMDS Emulator Issuing CA 01, O=Imds.Emulator", intermediateKey);
        AddAuthorityExtensions(intermediate, pathLength: 0);
        intermediate.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false));
        using var issued = intermediate.Create(Root, NotBefore, NotAfter, SerialNumber());
        Intermediate = issued.CopyWithPrivateKey(intermediateKey);
    }

    /// <summary>Self-signed: what a verifier has to trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Signs the leaf; replies do not carry it.</summary>
    public X509Certificate2 Intermediate { get; }

    private DateTimeOffset NotBefore => _now.AddDays(-1);

    private DateTimeOffset NotAfter => _now.AddYears(1);

    /// <summary>Issues a signing certificate with these names, the first of them its common name.</summary>
    public X509Certificate2 Issue(params string[] dnsNames) => Issue(NotBefore, NotAfter.AddDays(-1), dnsNames);

    /// <summary>The same, good only from one time to another.</summary>
    public X509Certificate2 Issue(DateTimeOffset notBefore, DateTimeOffset notAfter, params string[] dnsNames)
    {
        using var key = RSA.Create(2048);
        var request = Request("CN=" + dnsNames[0], key);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dnsNames)
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Intermediate, true, false));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [_issuerAddress.AbsoluteUri]));
        using var issued = request.Create(Intermediate, notBefore, notAfter, SerialNumber());
        return issued.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
    }

    private static CertificateRequest Request(string subject, RSA key) =>
        new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static void AddAuthorityExtensions(CertificateRequest request, int pathLength)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F; // A serial number is a positive integer.
        return serial;
    }
}
