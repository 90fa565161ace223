using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>What the check of an attested document came to: the document, or the reason not to trust it.</summary>
/// <typeparam name="T">The type of the document.</typeparam>
public sealed class ImdsAttestationResult<T>
{
    private readonly T _document;

    internal ImdsAttestationResult(T document, X509Certificate2 signer, bool isNonceChecked)
    {
        _document = document;
        Signer = signer;
        IsNonceChecked = isNonceChecked;
        Message = isNonceChecked
            ? "The document is signed by the service, fresh, and made for the nonce."
            : "The document is signed by the service, and fresh. No nonce was given, so none was checked: it may be a copy that another "
                + "machine sends.";
    }

    internal ImdsAttestationResult(ImdsAttestationFailure failure, string message, Exception? cause)
    {
        _document = default!;
        Failure = failure;
        Message = message;
        Cause = cause;
    }

    /// <summary>Whether the document is to be trusted.</summary>
    public bool IsTrusted => Failure == ImdsAttestationFailure.None;

    /// <summary>The document.</summary>
    /// <exception cref="InvalidOperationException">It is not to be trusted, and so not to be read.</exception>
    public T Document =>
        IsTrusted ? _document : throw new InvalidOperationException($"The attested document is not to be trusted: {Message}");

    /// <summary>Why the document is not to be trusted.</summary>
    public ImdsAttestationFailure Failure { get; }

    /// <summary>
    /// Whether the document was found to carry the nonce that was sent. Without that it may have been made for someone else, within the
    /// hours for which a document is good.
    /// </summary>
    public bool IsNonceChecked { get; }

    /// <summary>
    /// What was thrown where an issuer's certificate was to be fetched; null where that is not why the document is not trusted.
    /// </summary>
    public Exception? Cause { get; }

    /// <summary>What was found and, where something is wrong, what to do.</summary>
    public string Message { get; }

    /// <summary>The certificate that made the signature; null unless the document is to be trusted.</summary>
    public X509Certificate2? Signer { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Failure}: {Message}";
}
