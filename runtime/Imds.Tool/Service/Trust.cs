using System.Security.Cryptography;

namespace Imds.Tool.Service;

/// <summary>
/// Whom to believe. An emulator signs with a certificate authority of its own, which nobody else believes, and gives its root to whoever
/// asks. To name an emulator's address is to believe it; Azure's own address is never asked for a root.
/// </summary>
internal static class Trust
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = MaxBytes,
    };

    /// <summary>Whether an address is Azure's own, however the rest of it is written.</summary>
    public static bool IsAzure(Uri endpoint) => endpoint.Host == ImdsClientOptions.DefaultEndpoint.Host;

    /// <summary>What documents of an endpoint are held against, and what that is called.</summary>
    public static async Task<(ImdsAttestationOptions Options, string Authority)> OfAsync(Uri? endpoint, CancellationToken cancellationToken)
    {
        if (endpoint is null || IsAzure(endpoint))
        {
            return (new ImdsAttestationOptions(), "Azure");
        }

        try
        {
            var root = Certificates.Read(await Http.GetByteArrayAsync(new Uri(endpoint, "/pki/root.cer"), cancellationToken));
            var options = new ImdsAttestationOptions
            {
                // The signer's certificate says where its issuer is, by an address that the emulator may not have from here.
                FetchIssuer = (address, stop) => Http.GetByteArrayAsync(new Uri(endpoint, address.AbsolutePath), stop),
            };
            options.TrustedRoots.Add(root);
            return (options, $"the emulator at {endpoint.GetLeftPart(UriPartial.Authority)}");
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new ImdsAttestationOptions(), "Azure"); // no emulator is there
        }
    }
}
