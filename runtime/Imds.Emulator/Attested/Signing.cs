using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Imds.Emulator.Attested;

/// <summary>
/// Signs documents, rightly or with a defect. Certificates are made when first needed: their RSA keys take longer than
/// all else at start.
/// </summary>
internal sealed class Signing : IDisposable
{
    private readonly string _domain;
    private readonly TimeProvider _time;
    private readonly Lazy<CertificateAuthority> _authority;
    private readonly Lazy<CertificateAuthority> _stranger;
    private readonly Lazy<X509Certificate2> _signer;
    private readonly string[] _names;

    /// <param name="addresses">Where the authority's two certificates will be served.</param>
    /// <param name="location">The region, for the signer's first name.</param>
    /// <param name="domain">The cloud's domain, for the signer's names.</param>
    /// <param name="time">The clock that certificates are dated by.</param>
    public Signing(Func<(Uri Root, Uri Issuer)> addresses, string location, string domain, TimeProvider time)
    {
        _domain = domain;
        _time = time;
        _names = Uri.CheckHostName(location) == UriHostNameType.Dns ? [$"{location}.{domain}", domain] : [domain];
        _authority = new(() => new CertificateAuthority(addresses(), time.GetUtcNow()));
        _stranger = new(() => new CertificateAuthority(addresses(), time.GetUtcNow()));
        _signer = new(() => _authority.Value.Issue(_names[0], _names));
    }

    public CertificateAuthority Authority => _authority.Value;

    public byte[] Sign(byte[] document, AttestedDefect? defect)
    {
        var signer = _signer.Value;
        var right = new SignedContent(document, signer);
        switch (defect)
        {
            case AttestedDefect.NotCms:
                return Encoding.ASCII.GetBytes("This is no signed document.");
            case AttestedDefect.Unsigned:
                return (right with { IsSigned = false }).Encode();
            case AttestedDefect.Md5:
                return (right with { Digest = HashAlgorithmName.MD5 }).Encode();
            case AttestedDefect.TamperedDocument:
                return (right with { Carried = Tampered(document) }).Encode();
            case AttestedDefect.WrongKey:
                using (var key = RSA.Create(2048))
                {
                    return (right with { Key = key }).Encode();
                }

            case AttestedDefect.ExtraCertificate:
                return (right with { Bag = [_stranger.Value.Intermediate, signer] }).Encode();
            case AttestedDefect.BorrowedCertificate:
                using (var stranger = _stranger.Value.Issue(_names[0], _names))
                {
                    return new SignedContent(document, stranger) { Bag = [signer, stranger] }.Encode();
                }

            case AttestedDefect.OtherAuthority:
                return SignOnce(document, _stranger.Value.Issue(_names[0], _names));
            case AttestedDefect.SelfSigned:
                return SignOnce(document, CertificateAuthority.SelfSigned(_time.GetUtcNow(), _names[0], _names));
            case AttestedDefect.LookAlikeDomain:
                return SignOnce(document, Authority.Issue("fake" + _domain, ["fake" + _domain]));
            case AttestedDefect.DomainInCommonNameOnly:
                return SignOnce(document, Authority.Issue(_names[0], ["vm.example.net"]));
            case AttestedDefect.ExpiredCertificate:
                var now = _time.GetUtcNow();
                return SignOnce(document, Authority.Issue(_names[0], _names, now.AddDays(-30), now.AddDays(-1)));
            default: // Right, or wrong in what the document says.
                return right.Encode();
        }
    }

    public void Dispose()
    {
        if (_signer.IsValueCreated)
        {
            _signer.Value.Dispose();
        }

        if (_authority.IsValueCreated)
        {
            _authority.Value.Dispose();
        }

        if (_stranger.IsValueCreated)
        {
            _stranger.Value.Dispose();
        }
    }

    private static byte[] SignOnce(byte[] document, X509Certificate2 signer)
    {
        using (signer)
        {
            return new SignedContent(document, signer).Encode();
        }
    }

    /// <summary>The same document with another VM's id: still JSON, so that only the signature tells.</summary>
    private static byte[] Tampered(byte[] document) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace("\"vmId\":\"", "\"vmId\":\"0", StringComparison.Ordinal));
}
