using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>What an attested document is held against. The defaults suit the four clouds.</summary>
public sealed class ImdsAttestationOptions
{
    // azEnvironment in compute, and the domain under which documents are signed there.
    private static readonly Dictionary<string, string> EnvironmentDomains = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AzurePublicCloud"] = "metadata.azure.com",
        ["AzureUSGovernmentCloud"] = "metadata.azure.us",
        ["AzureChinaCloud"] = "metadata.azure.cn",
        ["AzureGermanCloud"] = "metadata.microsoftazure.de",
    };

    /// <summary>The domains of the service: the signer's certificate must be for one of them or for a name under it.</summary>
    public IList<string> Domains { get; } = [.. EnvironmentDomains.Values];

    /// <summary>The roots to trust; where there are none, those that the machine trusts.</summary>
    public X509Certificate2Collection TrustedRoots { get; } = [];

    /// <summary>Certificates that may stand between the signer's and the root. The service sends none along.</summary>
    public X509Certificate2Collection Intermediates { get; } = [];

    /// <summary>
    /// Fetches the certificate at an address that a certificate names as its issuer's, where <see cref="Intermediates"/> does not have it.
    /// The default fetches over http from the hosts where the issuers of Azure's certificates are, <c>www.microsoft.com</c> and
    /// <c>cacerts.digicert.com</c>, without proxy and at public addresses alone, reads at most 1 MiB within 5 seconds, and keeps what it
    /// has fetched for a day. Null fetches nothing.
    /// </summary>
    /// <remarks>
    /// The address comes from a document that is not trusted yet: fetch from places you know only, and bound time and size. Whatever is
    /// thrown makes the signer an untrusted one, and is the result's <see cref="ImdsAttestationResult{T}.Cause"/>.
    /// </remarks>
    public Func<Uri, CancellationToken, Task<byte[]>>? FetchIssuer { get; set; } = IssuerDownload.Default.FetchAsync;

    /// <summary>
    /// Whether certificates are checked for revocation, which asks their issuers over the network. The default is not to.
    /// </summary>
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.NoCheck;

    /// <summary>How far the clocks here and there may differ. The default is 5 minutes.</summary>
    public TimeSpan AllowedSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock that the document's times are held against.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Options whose <see cref="Domains"/> hold the one domain of a cloud, as machines of another cloud prove nothing.</summary>
    /// <param name="azEnvironment">The cloud, as <c>azEnvironment</c> in a machine's compute metadata names it: AzurePublicCloud.</param>
    /// <exception cref="ArgumentException">It is not the name of a cloud whose domain is known.</exception>
    public static ImdsAttestationOptions ForEnvironment(string azEnvironment)
    {
        if (!EnvironmentDomains.TryGetValue(azEnvironment ?? throw new ArgumentNullException(nameof(azEnvironment)), out var domain))
        {
            throw new ArgumentException(
                $"'{azEnvironment}' is not one of {string.Join(", ", EnvironmentDomains.Keys)}. Add the domain of another cloud to "
                + $"{nameof(Domains)}.",
                nameof(azEnvironment));
        }

        var options = new ImdsAttestationOptions();
        options.Domains.Clear();
        options.Domains.Add(domain);
        return options;
    }
}
