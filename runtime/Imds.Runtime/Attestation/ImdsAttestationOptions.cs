using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>What an attested document is held against. The defaults suit the four clouds, but for the intermediates.</summary>
public sealed class ImdsAttestationOptions
{
    /// <summary>The domains of the service: the signer's certificate must be for one of them or for a name under it.</summary>
    public IList<string> Domains { get; } =
    [
        "metadata.azure.com", // public
        "metadata.azure.us", // US government
        "metadata.azure.cn", // China
        "metadata.microsoftazure.de", // Germany
    ];

    /// <summary>The roots to trust; where there are none, those that the machine trusts.</summary>
    public X509Certificate2Collection TrustedRoots { get; } = [];

    /// <summary>Certificates that may stand between the signer's and the root. The service sends none along.</summary>
    public X509Certificate2Collection Intermediates { get; } = [];

    /// <summary>
    /// Fetches the certificate at an address that a certificate names as its issuer's; null unless set, and nothing is fetched.
    /// The address comes from a document that is not trusted yet: fetch from places you know only, and bound time and size.
    /// </summary>
    public Func<Uri, CancellationToken, Task<byte[]>>? FetchIssuer { get; set; }

    /// <summary>Whether certificates are checked for revocation, which asks their issuers over the network; no unless set.</summary>
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.NoCheck;

    /// <summary>How far the clocks here and there may differ; 5 minutes unless set.</summary>
    public TimeSpan AllowedSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock that the document's times are held against.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
