using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Emulator.Attested;

/// <summary>
/// A root and an intermediate that issues signing certificates, made for one emulator: like the real ones in shape,
/// trusted by no one, and gone when it stops.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly DateTimeOffset _now;

    /// <param name="rootAddress">Where the root can be fetched: the intermediate says so (AIA).</param>
    /// <param name="now">The certificates are good from a year before to years after.</param>
    public CertificateAuthority(Uri rootAddress, DateTimeOffset now)
    {
        _now = now;
        var (from, until) = (now.AddYears(-1), now.AddYears(5));

        using var rootKey = RSA.Create(2048);
        var root = Request("IMDS Emulator Root CA", rootKey);
        AddAuthorityExtensions(root, pathLength: 1);
        Root = root.CreateSelfSigned(from, until);

        using var intermediateKey = RSA.Create(2048);
        var intermediate = Request("IMDS Emulator Issuing CA 01", intermediateKey);
        AddAuthorityExtensions(intermediate, pathLength: 0);
        intermediate.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false));
        intermediate.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [rootAddress.AbsoluteUri]));
        using var issued = intermediate.Create(Root, from, until, SerialNumber());
        Intermediate = issued.CopyWithPrivateKey(intermediateKey);
    }

    /// <summary>Self-signed: what a verifier has to trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Issues the signers; replies do not carry it.</summary>
    public X509Certificate2 Intermediate { get; }

    /// <summary>Issues a signing certificate with these alternative names, good now.</summary>
    /// <param name="commonName">The first of the signer's names.</param>
    /// <param name="alternativeNames">The names that count.</param>
    /// <param name="issuerAddress">Where the intermediate can be fetched: the signer says so (AIA).</param>
    public X509Certificate2 Issue(string commonName, string[] alternativeNames, Uri issuerAddress) =>
        Issue(commonName, alternativeNames, issuerAddress, _now.AddDays(-1), _now.AddYears(1));

    /// <summary>The same, good from one time to another.</summary>
    public X509Certificate2 Issue(
        string commonName, string[] alternativeNames, Uri issuerAddress, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = SignerRequest(commonName, alternativeNames, key);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Intermediate, true, false));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [issuerAddress.AbsoluteUri]));
        using var issued = request.Create(Intermediate, from, until, SerialNumber());
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>The same names, issued by nobody.</summary>
    public static X509Certificate2 SelfSigned(DateTimeOffset now, string commonName, string[] alternativeNames)
    {
        using var key = RSA.Create(2048);
        return SignerRequest(commonName, alternativeNames, key).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
    }

    private static CertificateRequest SignerRequest(string commonName, string[] alternativeNames, RSA key)
    {
        var request = Request(commonName, key);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in alternativeNames)
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest Request(string commonName, RSA key) =>
        new("CN=" + commonName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static void AddAuthorityExtensions(CertificateRequest request, int pathLength)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40); // Positive, and no leading zero that DER would not allow.
        return serial;
    }
}
