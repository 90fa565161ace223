using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.Json;
using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The document by which a VM proves to others that it runs in Azure: its content, and who signed it.</summary>
internal sealed class AttestedSection() : Section("attested", "Attested document")
{
    private const int MaxAttempts = 3;

    /// <summary>Whom to believe: Azure, unless there is an emulator to believe.</summary>
    public ImdsAttestationOptions Trust { get; set; } = new();

    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        var (attested, check) = await AskAsync(imds, cancellationToken);
        try
        {
            var cms = new SignedCms();
            cms.Decode(Convert.FromBase64String(attested.Signature));
            AttestedDocument document = AttestedDocument.Parse(cms.ContentInfo.Content);

            // Who signed, and not who else is in the bag of certificates that comes along.
            var signers = cms.SignerInfos.Cast<SignerInfo>().Select(signer => signer.Certificate)
                .Select(certificate => new { subject = certificate?.Subject ?? "", issuer = certificate?.Issuer ?? "" });
            var data = new { encoding = attested.Encoding, document, signers,
                check = new { trusted = check.IsTrusted, message = check.Message } };
            return new Content(Layout.Tree(imds.Attested.Document.ToString(), JsonSerializer.SerializeToElement(data)), data);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            throw new ImdsException(ImdsFailure.InvalidReply, $"{imds.Attested.Document}: the reply is not a signed document: {e.Message}",
                e);
        }
    }

    /// <summary>What <c>AttestAsync</c> does, by steps: the reply is shown even where it is not to be trusted.</summary>
    private async Task<(AttestedData Reply, ImdsAttestationResult<AttestedDocument> Check)> AskAsync(ImdsClient imds,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var nonce = RandomNumberGenerator.GetString("0123456789", 10);
            AttestedData reply = await imds.Attested.Document.GetAsync(nonce, cancellationToken);
            ImdsAttestationResult<AttestedDocument> check = await reply.VerifyAsync(nonce, Trust, cancellationToken);
            if (check.Failure != ImdsAttestationFailure.WrongNonce || attempt == MaxAttempts)
            {
                return (reply, check);
            }
        }
    }
}
