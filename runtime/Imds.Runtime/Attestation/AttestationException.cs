namespace Imds;

/// <summary>A check that an attested document does not pass. It does not leave the verification.</summary>
internal sealed class AttestationException(ImdsAttestationFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public ImdsAttestationFailure Failure { get; } = failure;
}
