using System.Security.Cryptography;
using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Json;

namespace Imds;

/// <summary>Checks the documents by which the service attests to others what a machine is.</summary>
public static class ImdsAttestation
{
    private const int MaxAttempts = 3;

    /// <summary>Checks a signed document that is a generated record: signature, signer, time and nonce.</summary>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="signature">The signed document, as the service sent it: signed data (CMS) in base 64.</param>
    /// <param name="nonce">The nonce that was sent in the request; null or empty if none was, and then none is checked.</param>
    /// <param name="options">What to hold the document against; the defaults unless given.</param>
    /// <param name="cancellationToken">Ends the check, where it fetches certificates.</param>
    /// <returns>The document, or the reason not to trust it. Nothing that the document's sender chooses throws.</returns>
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
    /// <returns>The document, or the reason not to trust it. Nothing that the document's sender chooses throws.</returns>
    public static async Task<ImdsAttestationResult<T>> VerifyAsync<T>(
        string signature, string? nonce, ImdsReader<T> read, ImdsAttestationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (signature is null)
        {
            throw new ArgumentNullException(nameof(signature));
        }

        if (read is null)
        {
            throw new ArgumentNullException(nameof(read));
        }

        try
        {
            return await CheckAsync(signature, nonce, read, options ?? new ImdsAttestationOptions(), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AttestationException e)
        {
            return new ImdsAttestationResult<T>(e.Failure, e.Message, e.InnerException);
        }
        catch (CryptographicException e)
        {
            return new ImdsAttestationResult<T>(ImdsAttestationFailure.UntrustedSigner,
                $"The signer's certificate cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Asks for a signed document that is a generated record with a new nonce, and checks signature, signer, time and nonce.
    /// </summary>
    /// <typeparam name="TReply">The type of the service's reply.</typeparam>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="ask">Asks the service for a document with a nonce.</param>
    /// <param name="signature">The signed document in a reply.</param>
    /// <param name="options">What to hold the document against; the defaults unless given.</param>
    /// <param name="cancellationToken">Ends the call at once.</param>
    /// <returns>The document, or the reason not to trust it.</returns>
    /// <remarks>The service may answer with a document that it has made for an earlier nonce. It is asked again then, three times in
    /// all.</remarks>
    public static Task<ImdsAttestationResult<T>> AttestAsync<TReply, T>(
        Func<string, CancellationToken, Task<TReply>> ask,
        Func<TReply, string> signature,
        ImdsAttestationOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : class, IImdsRecord<T>, new() => AttestAsync(ask, signature, Record<T>.Read, options, cancellationToken);

    /// <summary>Asks for a signed document with a new nonce, and checks signature, signer, time and nonce.</summary>
    /// <typeparam name="TReply">The type of the service's reply.</typeparam>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="ask">Asks the service for a document with a nonce.</param>
    /// <param name="signature">The signed document in a reply.</param>
    /// <param name="read">Reads the document.</param>
    /// <param name="options">What to hold the document against; the defaults unless given.</param>
    /// <param name="cancellationToken">Ends the call at once.</param>
    /// <returns>The document, or the reason not to trust it.</returns>
    /// <remarks>The service may answer with a document that it has made for an earlier nonce. It is asked again then, three times in
    /// all.</remarks>
    public static async Task<ImdsAttestationResult<T>> AttestAsync<TReply, T>(
        Func<string, CancellationToken, Task<TReply>> ask,
        Func<TReply, string> signature,
        ImdsReader<T> read,
        ImdsAttestationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (ask is null)
        {
            throw new ArgumentNullException(nameof(ask));
        }

        if (signature is null)
        {
            throw new ArgumentNullException(nameof(signature));
        }

        for (var attempt = 1; ; attempt++)
        {
            var nonce = Nonce.Create();
            var reply = await ask(nonce, cancellationToken).ConfigureAwait(false);
            var result = await VerifyAsync(signature(reply), nonce, read, options, cancellationToken).ConfigureAwait(false);
            if (result.Failure != ImdsAttestationFailure.WrongNonce || attempt == MaxAttempts)
            {
                return result;
            }
        }
    }

    // From the document outwards, so that the first thing found wrong is the one to mend, and nothing is fetched in vain.
    private static async Task<ImdsAttestationResult<T>> CheckAsync<T>(
        string signature, string? nonce, ImdsReader<T> read, ImdsAttestationOptions options, CancellationToken cancellationToken)
    {
        var now = options.TimeProvider.GetUtcNow();
        var (content, signer) = SignedDocument.Open(signature);
        SignerPolicy.CheckDomain(signer, options.Domains);
        var claims = Parse(content, AttestedClaims.Read);
        claims.CheckTime(now, options.AllowedSkew);
        claims.CheckNonce(nonce);
        SignerPolicy.CheckUse(signer, now);
        await new SignerChain(signer, options, now).CheckAsync(cancellationToken).ConfigureAwait(false);
        return new ImdsAttestationResult<T>(Parse(content, read), signer, isNonceChecked: !string.IsNullOrEmpty(nonce));
    }

    private static TDocument Parse<TDocument>(byte[] content, ImdsReader<TDocument> read)
    {
        try
        {
            return ImdsJson.Parse(content, read);
        }
        catch (JsonException e)
        {
            // Without the message of the reader, which has in it what was read.
            throw new AttestationException(ImdsAttestationFailure.InvalidDocument, FormattableString.Invariant(
                $"The signed content is not a JSON document: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read."));
        }
    }
}
