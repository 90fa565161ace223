namespace Imds;

/// <summary>Why an attested document is not to be trusted.</summary>
public enum ImdsAttestationFailure
{
    /// <summary>It is to be trusted.</summary>
    None,

    /// <summary>It is not signed data in base 64 with one signature and its certificate.</summary>
    NotSigned,

    /// <summary>It brings more certificates than the signer's, which the service never does.</summary>
    ExtraCertificates,

    /// <summary>The signature, or a certificate below the root, rests on an algorithm or key that can be forged, such as MD5.</summary>
    WeakAlgorithm,

    /// <summary>The signature does not belong to the content: one of them was changed.</summary>
    BadSignature,

    /// <summary>The signer's certificate is not for a domain of the service.</summary>
    WrongDomain,

    /// <summary>The signer's certificate does not lead to a trusted root, is out of its time, or is for another use.</summary>
    UntrustedSigner,

    /// <summary>The signed content is not a document of the service.</summary>
    InvalidDocument,

    /// <summary>The document is from the future.</summary>
    NotYetValid,

    /// <summary>The document's time is over.</summary>
    Expired,

    /// <summary>The document does not carry the nonce that was sent, so it may be an old one played back.</summary>
    WrongNonce,
}
