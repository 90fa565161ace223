using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Imds.Runtime;

namespace Imds;

/// <summary>Checks the documents by which the service attests to others what a machine is.</summary>
public static class ImdsAttestation
{
    /// <summary>Checks a signed document: signature, signer, time and nonce.</summary>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="signature">The signed document, as the service sent it: signed data (CMS) in base 64.</param>
    /// <param name="nonce">The nonce that was sent in the request; null or empty if none was, and then none is checked.</param>
    /// <param name="read">Reads the document.</param>
    /// <param name="options">What to hold the document against; the defaults unless given.</param>
    /// <param name="cancellationToken">Ends the check, where it fetches certificates.</param>
    /// <returns>The document, or the reason not to trust it. No content of the document throws.</returns>
    public static async Task<ImdsAttestationResult<T>> VerifyAsync<T>(
        string signature, string? nonce, ImdsReader<T> read, ImdsAttestationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (signature is null)
        {
            throw new ArgumentNullException(nameof(signature));
        }

        if (read is null)
        {
            throw new ArgumentNullException(nameof(read));
        }

        options ??= new ImdsAttestationOptions();
        try
        {
            var (content, certificate) = CheckSignature(signature);
            SignerCheck.Domain(certificate, options.Domains);
            await SignerCheck.ChainAsync(certificate, options, cancellationToken).ConfigureAwait(false);
            var claims = Parse(content, AttestedClaims.Read);
            claims.Check(nonce, options);
            return new ImdsAttestationResult<T>(Parse(content, read), certificate);
        }
        catch (AttestationException e)
        {
            return new ImdsAttestationResult<T>(e.Failure, e.Message);
        }
    }

    private static (byte[] Content, X509Certificate2 Certificate) CheckSignature(string signature)
    {
        try
        {
            var data = SignedData.Decode(Convert.FromBase64String(signature));
            if (!data.SingleSigner || data.Certificates.Count == 0 || data.Content.Length == 0)
            {
                throw new AttestationException(ImdsAttestationFailure.NotSigned, "It does not hold content, one signature, and the certificate that made it.");
            }

            if (data.Certificates.Count > 1)
            {
                throw new AttestationException(
                    ImdsAttestationFailure.ExtraCertificates,
                    FormattableString.Invariant($"It holds {data.Certificates.Count} certificates, where the service sends its own alone."));
            }

            SignerCheck.Algorithms(data.DigestAlgorithm, data.Certificates[0]);
            return data.IsSignedBy(data.Certificates[0])
                ? (data.Content, data.Certificates[0])
                : throw new AttestationException(
                    ImdsAttestationFailure.BadSignature, "The signature does not belong to the content and the certificate: one of them was changed.");
        }
        catch (Exception e) when (e is FormatException or AsnContentException or CryptographicException)
        {
            throw new AttestationException(ImdsAttestationFailure.NotSigned, "It is not signed data (CMS) in base 64.");
        }
    }

    private static TDocument Parse<TDocument>(byte[] content, ImdsReader<TDocument> read)
    {
        try
        {
            return ImdsJson.Parse(content, read);
        }
        catch (JsonException e)
        {
            throw new AttestationException(ImdsAttestationFailure.InvalidDocument, $"The signed content is not a JSON document: {e.Message}");
        }
    }
}
