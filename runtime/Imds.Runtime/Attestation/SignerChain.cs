using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>Looks for the chain from the signer of a document to a trusted root, and fetches the issuers that it lacks.</summary>
internal sealed class SignerChain(X509Certificate2 signer, ImdsAttestationOptions options, DateTimeOffset now)
{
    private const int MostFetched = 5;

    // What a chain has that only lacks an issuer. With revocation on, nothing is known of it either.
    private const X509ChainStatusFlags LacksIssuer =
        X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private readonly X509Certificate2Collection _others = new(options.Intermediates);
    private readonly HashSet<Uri> _asked = [];

    /// <exception cref="AttestationException">There is none, or one of its certificates is not good enough.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled during a fetch.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        while (Incomplete() is { } last)
        {
            using (last)
            {
                _others.Add(await FetchIssuerAsync(last, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    /// <summary>The last certificate of the chain if its issuer is not known; null if the chain leads to a trusted root.</summary>
    private X509Certificate2? Incomplete()
    {
        using var chain = Build(out var trusted);
        var elements = chain.ChainElements.Cast<X509ChainElement>().Select(element => element.Certificate).ToList();
        var last = elements[elements.Count - 1];
        try
        {
            foreach (var intermediate in elements.Skip(1).Where(element => element != last || !IsSelfIssued(element)))
            {
                SignerPolicy.CheckIntermediate(intermediate);
            }

            if (trusted && RootIsGiven(last))
            {
                return null;
            }

            var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
            return (status & X509ChainStatusFlags.PartialChain) != 0 && (status & ~LacksIssuer) == 0
                ? CertificateExtensions.Load(last.RawData)
                : throw Untrusted(WhatIsWrong(chain, last));
        }
        finally
        {
            elements.ForEach(element => element.Dispose()); // the chain's own copies
        }
    }

    private X509Chain Build(out bool trusted)
    {
        var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.ExtraStore.AddRange(_others);
        policy.RevocationMode = options.RevocationMode;
        policy.VerificationTime = now.UtcDateTime;
#if NET8_0_OR_GREATER
        policy.DisableCertificateDownloads = true; // nothing is fetched but through the hook
        if (options.TrustedRoots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedRoots);
        }
#else
        // The same on .NET, where this build may run too. .NET Framework has no such switch.
        typeof(X509ChainPolicy).GetProperty("DisableCertificateDownloads")?.SetValue(policy, true);
        if (options.TrustedRoots.Count > 0)
        {
            policy.ExtraStore.AddRange(options.TrustedRoots);
            policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; // RootIsGiven looks at the root
        }
#endif
        trusted = chain.Build(signer);
        return chain;
    }

    // Whether the chain ends in one of the roots given: .NET Standard has no other way to trust these alone.
    private bool RootIsGiven(X509Certificate2 root) => options.TrustedRoots.Count == 0
        || options.TrustedRoots.Cast<X509Certificate2>().Any(given => given.RawData.AsSpan().SequenceEqual(root.RawData));

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private async Task<X509Certificate2> FetchIssuerAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        if (options.FetchIssuer is not { } fetch)
        {
            throw Untrusted($"{EndsAt(certificate)} Give that issuer's certificate with {nameof(ImdsAttestationOptions)}."
                + $"{nameof(ImdsAttestationOptions.Intermediates)}, or let it be fetched with "
                + $"{nameof(ImdsAttestationOptions.FetchIssuer)}.");
        }

        AttestationException? failure = null;
        foreach (var address in CertificateExtensions.IssuerAddresses(certificate))
        {
            if (_asked.Count == MostFetched || !_asked.Add(address))
            {
                continue;
            }

            try
            {
                return LoadIssuer(await fetch(address, cancellationToken).ConfigureAwait(false), certificate);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                // Whatever it is, it says no more than that this issuer is not to be had: the result carries it.
                failure = new AttestationException(
                    ImdsAttestationFailure.UntrustedSigner, $"{EndsAt(certificate)} From {Shown.Text(address.AbsoluteUri)}: {e.Message}",
                    e);
            }
        }

        throw failure ?? Untrusted(
            $"{EndsAt(certificate)} There is no further address over http from which that issuer's certificate could be fetched.");
    }

    private static X509Certificate2 LoadIssuer(byte[]? bytes, X509Certificate2 of)
    {
        var issuer = CertificateExtensions.Load(bytes ?? []);
        return issuer.SubjectName.RawData.AsSpan().SequenceEqual(of.IssuerName.RawData)
            ? issuer
            : throw new CryptographicException($"The certificate is that of {Shown.Text(issuer.Subject)}.");
    }

    private static string EndsAt(X509Certificate2 last) =>
        $"The signer's certificate does not lead to a trusted root: the chain ends at {Shown.Text(last.Subject)}, issued by "
        + $"{Shown.Text(last.Issuer)}.";

    private static string WhatIsWrong(X509Chain chain, X509Certificate2 last)
    {
        var status = string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
        return $"{EndsAt(last)} {status}";
    }

    private static AttestationException Untrusted(string message) => new(ImdsAttestationFailure.UntrustedSigner, message);
}
