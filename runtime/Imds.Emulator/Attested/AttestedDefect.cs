namespace Imds.Emulator;

/// <summary>What can be wrong with an attested document. A verifier refuses each of them.</summary>
public enum AttestedDefect
{
    /// <summary>The document was changed after it was signed.</summary>
    TamperedDocument,

    /// <summary>The signature was made with another key than that of the certificate it names.</summary>
    WrongKey,

    /// <summary>The signer has the right names, from an authority that nobody trusts.</summary>
    OtherAuthority,

    /// <summary>The signer has the right names, from itself.</summary>
    SelfSigned,

    /// <summary>Rightly signed, with a stranger's certificate put before the signer's.</summary>
    ExtraCertificate,

    /// <summary>Signed by a stranger, with the certificate of the real signer put before the stranger's.</summary>
    BorrowedCertificate,

    /// <summary>The signer's name ends as the right one does, but is no name under it: fakemetadata.azure.com.</summary>
    LookAlikeDomain,

    /// <summary>The right name is the certificate's common name alone; its alternative name is another.</summary>
    DomainInCommonNameOnly,

    /// <summary>The document's time is over.</summary>
    Expired,

    /// <summary>The document's time has not come.</summary>
    NotYetValid,

    /// <summary>The signer's certificate has expired.</summary>
    ExpiredCertificate,

    /// <summary>The document has another nonce than the one that was sent.</summary>
    WrongNonce,

    /// <summary>The signature is over an MD5 digest.</summary>
    Md5,

    /// <summary>Signed data that nobody signed.</summary>
    Unsigned,

    /// <summary>Base64 of something that is no CMS.</summary>
    NotCms,

    /// <summary>No base64.</summary>
    NotBase64,
}
