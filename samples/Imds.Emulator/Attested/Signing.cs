using System.Security.Cryptography.X509Certificates;

namespace Imds.Emulator.Attested;

/// <summary>The emulator's certificates, made when first needed: three RSA keys take longer than all else at start.</summary>
internal sealed class Signing : IDisposable
{
    private readonly Lazy<CertificateAuthority> _authority;
    private readonly Lazy<X509Certificate2> _signer;

    public Signing(Func<Uri> issuerAddress, string[] names, TimeProvider time)
    {
        _authority = new(() => new CertificateAuthority(issuerAddress(), time.GetUtcNow()));
        _signer = new(() => Authority.Issue(names));
    }

    public CertificateAuthority Authority => _authority.Value;

    public X509Certificate2 Signer => _signer.Value;

    public void Dispose()
    {
        if (_signer.IsValueCreated)
            Signer.Dispose();
        if (_authority.IsValueCreated)
            Authority.Dispose();
    }
}
