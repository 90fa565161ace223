using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>The algorithms that nobody can forge today: SHA-2 with RSA of 2,048 bits or more, and for authorities ECDSA as well.</summary>
internal static class StrongAlgorithms
{
    private const int SmallestRsaKey = 2048;
    private const int SmallestEcdsaKey = 256;

    private static readonly HashSet<string> RsaSignatures =
    [
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", // with SHA-256, 384, 512
    ];

    private static readonly HashSet<string> EcdsaSignatures = ["1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"];

    private static readonly HashSet<string> Digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>Throws unless the digest is strong. The service names a digest by the signature algorithm that has it.</summary>
    public static void ThrowUnlessDigest(Oid algorithm, string what) =>
        ThrowUnless(Digests.Contains(Value(algorithm)) || RsaSignatures.Contains(Value(algorithm)), algorithm, what);

    /// <summary>Throws unless the issuer's signature of a certificate is strong.</summary>
    public static void ThrowUnlessSignature(Oid algorithm, string what) =>
        ThrowUnless(RsaSignatures.Contains(Value(algorithm)) || EcdsaSignatures.Contains(Value(algorithm)), algorithm, what);

    /// <summary>Throws unless the key of a document's signer is strong.</summary>
    public static void ThrowUnlessSignerKey(X509Certificate2 certificate, string what)
    {
        if (!HasRsaKey(certificate))
        {
            throw Weak($"{what} does not have an RSA key of at least {SmallestRsaKey} bits");
        }
    }

    /// <summary>Throws unless the key of an authority is strong.</summary>
    public static void ThrowUnlessAuthorityKey(X509Certificate2 certificate, string what)
    {
        if (!HasRsaKey(certificate) && !HasEcdsaKey(certificate))
        {
            throw Weak($"{what} has neither an RSA key of at least {SmallestRsaKey} bits nor an ECDSA key of at least {SmallestEcdsaKey}");
        }
    }

    private static bool HasRsaKey(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key?.KeySize >= SmallestRsaKey;
    }

    private static bool HasEcdsaKey(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPublicKey();
        return key?.KeySize >= SmallestEcdsaKey;
    }

    private static string Value(Oid algorithm) => algorithm.Value ?? "";

    private static void ThrowUnless(bool strong, Oid algorithm, string what)
    {
        if (!strong)
        {
            throw Weak($"{what} rests on {algorithm.FriendlyName ?? algorithm.Value}, which is not one of SHA-256, SHA-384 and SHA-512 "
                + "with RSA or ECDSA");
        }
    }

    private static AttestationException Weak(string message) =>
        new(ImdsAttestationFailure.WeakAlgorithm, FormattableString.Invariant($"{message}: it can be forged."));
}
