using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Json;

namespace Imds;

/// <summary>Checks the documents by which the service attests to others what a machine is.</summary>
public static class ImdsAttestation
{
    /// <summary>Checks a signed document that is a generated record: signature, signer, time and nonce.</summary>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="signature">The signed document, as the service sent it: signed data (CMS) in base 64.</param>
    /// <param name="nonce">The nonce that was sent in the request; null or empty if none was, and then none is checked.</param>
    /// <param name="options">What to hold the document against; the defaults unless given.</param>
    /// <param name="cancellationToken">Ends the check, where it fetches certificates.</param>
    /// <returns>The document, or the reason not to trust it. No content of the document throws.</returns>
    public static Task<ImdsAttestationResult<T>> VerifyAsync<T>(
        string signature, string? nonce, ImdsAttestationOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IImdsRecord<T>, new() => VerifyAsync(signature, nonce, Record<T>.Read, options, cancellationToken);

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
            var (content, certificate) = SignedDocument.Open(signature);
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
