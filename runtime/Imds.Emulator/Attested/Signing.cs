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
    public const string RootPath = "/pki/root.cer";
    public const string IssuerPath = "/pki/issuing-ca-01.cer";

    private readonly string _domain;
    private readonly TimeProvider _time;
    private readonly Dictionary<(string Location, Uri Address), X509Certificate2> _signers = [];
    private readonly object _gate = new();

    private CertificateAuthority? _authority;
    private CertificateAuthority? _stranger;

    /// <param name="domain">The cloud's domain, for the signer's names.</param>
    /// <param name="time">The clock that certificates are dated by.</param>
    public Signing(string domain, TimeProvider time)
    {
        _domain = domain;
        _time = time;
    }

    /// <summary>The authority of the emulator, made when it is first asked for.</summary>
    /// <param name="address">Where the emulator is reached.</param>
    public CertificateAuthority Authority(Uri address)
    {
        lock (_gate)
        {
            return _authority ??= new CertificateAuthority(new Uri(address, RootPath), _time.GetUtcNow());
        }
    }

    /// <summary>Signs a document.</summary>
    /// <param name="document">What the VM says of itself.</param>
    /// <param name="location">Its region, for the signer's first name.</param>
    /// <param name="address">Where the emulator is reached, for the address of the issuer's certificate.</param>
    /// <param name="defect">What is to be wrong.</param>
    public byte[] Sign(byte[] document, string location, Uri address, AttestedDefect? defect)
    {
        var names = Uri.CheckHostName(location) == UriHostNameType.Dns ? new[] { $"{location}.{_domain}", _domain } : [_domain];
        var authority = Authority(address);
        var issuer = new Uri(address, IssuerPath);
        var signer = Signer(names, location, address);
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
                return (right with { Bag = [Stranger(address).Intermediate, signer] }).Encode();
            case AttestedDefect.BorrowedCertificate:
                using (var stranger = Stranger(address).Issue(names[0], names, issuer))
                {
                    return new SignedContent(document, stranger) { Bag = [signer, stranger] }.Encode();
                }

            case AttestedDefect.OtherAuthority:
                return SignOnce(document, Stranger(address).Issue(names[0], names, issuer));
            case AttestedDefect.SelfSigned:
                return SignOnce(document, CertificateAuthority.SelfSigned(_time.GetUtcNow(), names[0], names));
            case AttestedDefect.LookAlikeDomain:
                return SignOnce(document, authority.Issue("fake" + _domain, ["fake" + _domain], issuer));
            case AttestedDefect.DomainInCommonNameOnly:
                return SignOnce(document, authority.Issue(names[0], ["vm.example.net"], issuer));
            case AttestedDefect.ExpiredCertificate:
                var now = _time.GetUtcNow();
                return SignOnce(document, authority.Issue(names[0], names, issuer, now.AddDays(-30), now.AddDays(-1)));
            default: // Right, or wrong in what the document says.
                return right.Encode();
        }
    }

    public void Dispose()
    {
        foreach (var signer in _signers.Values)
        {
            signer.Dispose();
        }

        _authority?.Dispose();
        _stranger?.Dispose();
    }

    private X509Certificate2 Signer(string[] names, string location, Uri address)
    {
        lock (_gate)
        {
            return _signers.TryGetValue((location, address), out var signer)
                ? signer
                : _signers[(location, address)] = Authority(address).Issue(names[0], names, new Uri(address, IssuerPath));
        }
    }

    private CertificateAuthority Stranger(Uri address)
    {
        lock (_gate)
        {
            return _stranger ??= new CertificateAuthority(new Uri(address, RootPath), _time.GetUtcNow());
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
