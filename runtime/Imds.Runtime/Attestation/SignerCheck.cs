using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>Checks who signed an attested document.</summary>
internal static class SignerCheck
{
    private const int MostFetched = 5;

    // MD2, MD4, MD5, SHA-1, each alone, with RSA, and for SHA-1 with (EC)DSA.
    private static readonly HashSet<string> Weak =
    [
        "1.2.840.113549.2.2", "1.2.840.113549.2.4", "1.2.840.113549.2.5", "1.3.14.3.2.26",
        "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5",
        "1.3.14.3.2.29", "1.2.840.10040.4.3", "1.2.840.10045.4.1",
    ];

    /// <exception cref="AttestationException">The algorithm can be forged.</exception>
    public static void Digest(Oid algorithm, string what)
    {
        if (Weak.Contains(algorithm.Value ?? ""))
        {
            throw new AttestationException(
                ImdsAttestationFailure.WeakAlgorithm, $"{what} rests on {algorithm.FriendlyName ?? algorithm.Value}, which can be forged.");
        }
    }

    public static void Domain(X509Certificate2 certificate, IList<string> domains)
    {
        var names = CertificateExtensions.DnsNames(certificate);
        if (!names.Any(name => domains.Any(domain => IsAtOrUnder(name, domain))))
        {
            var found = names.Count == 0 ? "no name" : string.Join(", ", names.Take(3));
            throw new AttestationException(
                ImdsAttestationFailure.WrongDomain, $"The signer's certificate is for {found}, and not for {string.Join(", ", domains)}.");
        }
    }

    public static async Task ChainAsync(X509Certificate2 certificate, ImdsAttestationOptions options, CancellationToken cancellationToken)
    {
        var others = new X509Certificate2Collection(options.Intermediates);
        var fetched = new HashSet<Uri>();
        while (true)
        {
            using var chain = Chain(options, others);
            var trusted = chain.Build(certificate) && RootIsGiven(chain, options);
            try
            {
                if (trusted)
                {
                    return;
                }

                var last = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
                var issuer = options.FetchIssuer is null || fetched.Count == MostFetched
                    ? null
                    : CertificateExtensions.IssuerAddresses(last).FirstOrDefault(fetched.Add);
                if (issuer is null)
                {
                    throw new AttestationException(ImdsAttestationFailure.UntrustedSigner, WhatIsWrong(chain, last));
                }

                others.Add(Load(await options.FetchIssuer!(issuer, cancellationToken).ConfigureAwait(false), issuer));
            }
            finally
            {
                foreach (var element in chain.ChainElements)
                {
                    element.Certificate.Dispose(); // the chain's own copies
                }
            }
        }
    }

    private static X509Chain Chain(ImdsAttestationOptions options, X509Certificate2Collection others)
    {
        var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.ExtraStore.AddRange(others);
        policy.RevocationMode = options.RevocationMode;
        policy.VerificationTime = options.TimeProvider.GetLocalNow().DateTime;
#if NET8_0_OR_GREATER
        policy.DisableCertificateDownloads = true; // nothing is fetched but through the hook
        if (options.TrustedRoots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedRoots);
        }
#else
        if (options.TrustedRoots.Count > 0)
        {
            policy.ExtraStore.AddRange(options.TrustedRoots);
            policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; // RootIsGiven looks at the root
        }
#endif
        return chain;
    }

    // Whether the chain ends in one of the roots given: .NET Standard has no other way to trust these alone.
    private static bool RootIsGiven(X509Chain chain, ImdsAttestationOptions options)
    {
        var root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate.RawData;
        return options.TrustedRoots.Count == 0 || options.TrustedRoots.Cast<X509Certificate2>().Any(given => given.RawData.AsSpan().SequenceEqual(root));
    }

    private static X509Certificate2 Load(byte[] bytes, Uri address)
    {
        try
        {
            return CertificateExtensions.Load(bytes);
        }
        catch (CryptographicException)
        {
            throw new AttestationException(ImdsAttestationFailure.UntrustedSigner, $"What was fetched from {address} is not a certificate.");
        }
    }

    private static string WhatIsWrong(X509Chain chain, X509Certificate2 last)
    {
        var status = string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
        return $"The signer's certificate does not lead to a trusted root: {status} The chain ends at {last.Subject}, issued by {last.Issuer}. " +
            "If that issuer is an intermediate, give its certificate with ImdsAttestationOptions.Intermediates, or let it be fetched with FetchIssuer.";
    }

    private static bool IsAtOrUnder(string name, string domain) =>
        name.Equals(domain, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
