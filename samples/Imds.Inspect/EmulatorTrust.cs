using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Imds;

namespace Inspect;

/// <summary>
/// An emulator signs with a certificate authority of its own, which nobody else believes, and gives its root to whoever asks. To name an
/// emulator's address is to believe it; Azure's own address is never asked for a root.
/// </summary>
internal static class EmulatorTrust
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaxBytes,
    };

    /// <summary>What an emulator's documents are held against; null where no emulator is at the endpoint.</summary>
    public static async Task<ImdsAttestationOptions?> FindAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var root = X509CertificateLoader.LoadCertificate(
                await Http.GetByteArrayAsync(new Uri(endpoint, "/pki/root.cer"), cancellationToken));
            var trust = new ImdsAttestationOptions
            {
                // The signer's certificate says where its issuer is, by an address that the emulator may not have from here.
                FetchIssuer = (address, stop) => Http.GetByteArrayAsync(new Uri(endpoint, address.AbsolutePath), stop),
            };
            trust.TrustedRoots.Add(root);
            return trust;
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
