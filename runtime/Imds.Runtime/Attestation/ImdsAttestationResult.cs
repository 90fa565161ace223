using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>What the check of an attested document came to: the document, or the reason not to trust it.</summary>
/// <typeparam name="T">The type of the document.</typeparam>
public sealed class ImdsAttestationResult<T>
{
    private readonly T _document;

    internal ImdsAttestationResult(T document, X509Certificate2 signer)
    {
        _document = document;
        Signer = signer;
        Message = "The document is signed by the service, and fresh.";
    }

    internal ImdsAttestationResult(ImdsAttestationFailure failure, string message)
    {
        _document = default!;
        Failure = failure;
        Message = message;
    }

    /// <summary>Whether the document is to be trusted.</summary>
    public bool IsTrusted => Failure == ImdsAttestationFailure.None;

    /// <summary>The document.</summary>
    /// <exception cref="InvalidOperationException">It is not to be trusted, and so not to be read.</exception>
    public T Document => IsTrusted ? _document : throw new InvalidOperationException($"The attested document is not to be trusted: {Message}");

    /// <summary>Why the document is not to be trusted.</summary>
    public ImdsAttestationFailure Failure { get; }

    /// <summary>What was found and, where something is wrong, what to do.</summary>
    public string Message { get; }

    /// <summary>The certificate that made the signature; null unless the document is to be trusted.</summary>
    public X509Certificate2? Signer { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Failure}: {Message}";
}
