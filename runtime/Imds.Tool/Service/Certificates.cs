using System.Security.Cryptography.X509Certificates;

namespace Imds.Tool.Service;

internal static class Certificates
{
    /// <summary>Reads a certificate in PEM or DER.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is none.</exception>
    public static X509Certificate2 Read(byte[] bytes) =>
#if NET9_0_OR_GREATER
        X509CertificateLoader.LoadCertificate(bytes);
#else
        new(bytes);
#endif
}
