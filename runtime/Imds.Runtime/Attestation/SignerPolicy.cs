using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>What is asked of certificates beyond a chain that holds: names, uses, times, algorithms and keys.</summary>
internal static class SignerPolicy
{
    private const string What = "The signer's certificate";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Throws unless the certificate is for a domain of the service or for a name under one.</summary>
    public static void CheckDomain(X509Certificate2 signer, IList<string> domains)
    {
        var names = CertificateExtensions.DnsNames(signer);
        if (!names.Any(name => domains.Any(domain => HostName.IsAtOrUnder(name, domain))))
        {
            var found = names.Count == 0 ? "no host name" : string.Join(", ", names.Take(3).Select(Shown.Text));
            throw new AttestationException(
                ImdsAttestationFailure.WrongDomain, $"The signer's certificate is for {found}, and not for {string.Join(", ", domains)}.");
        }
    }

    /// <summary>Throws unless the signer's key, and its issuer's signature, are such as nobody can forge.</summary>
    public static void CheckStrength(X509Certificate2 signer)
    {
        StrongAlgorithms.ThrowUnlessSignature(signer.SignatureAlgorithm, What);
        StrongAlgorithms.ThrowUnlessSignerKey(signer, What);
    }

    /// <summary>Throws unless the signer's certificate is for this use, and now.</summary>
    public static void CheckUse(X509Certificate2 signer, DateTimeOffset now)
    {
        ThrowUnlessForServers(signer, What);
        const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        if (signer.Extensions.OfType<X509KeyUsageExtension>().Any(usage => (usage.KeyUsages & Signing) == 0))
        {
            throw Untrusted($"{What} is not for signing.");
        }

        if (now.UtcDateTime < signer.NotBefore.ToUniversalTime() || now.UtcDateTime > signer.NotAfter.ToUniversalTime())
        {
            throw Untrusted(
                $"{What} is good from {Shown.Time(signer.NotBefore)} to {Shown.Time(signer.NotAfter)}, and the clock here says "
                + $"{Shown.Time(now.UtcDateTime)}.");
        }
    }

    /// <summary>Throws unless an authority between the signer and the root, which itself is believed as it is, is good.</summary>
    public static void CheckIntermediate(X509Certificate2 intermediate)
    {
        var what = $"The intermediate certificate {Shown.Text(intermediate.Subject)}";
        StrongAlgorithms.ThrowUnlessSignature(intermediate.SignatureAlgorithm, what);
        StrongAlgorithms.ThrowUnlessAuthorityKey(intermediate, what);
        ThrowUnlessForServers(intermediate, what);
    }

    private static void ThrowUnlessForServers(X509Certificate2 certificate, string what)
    {
        if (certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(usage => !usage.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == ServerAuthentication)))
        {
            throw Untrusted($"{what} has extended key usages, and that of a server is not among them.");
        }
    }

    private static AttestationException Untrusted(string message) => new(ImdsAttestationFailure.UntrustedSigner, message);
}
