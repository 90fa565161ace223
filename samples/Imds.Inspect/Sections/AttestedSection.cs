using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.Json;
using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The document by which a VM proves to others that it runs in Azure: its content, and who signed it.</summary>
internal sealed class AttestedSection() : Section("attested", "Attested document")
{
    /// <summary>Whom to believe: Azure, unless an emulator adds itself.</summary>
    public ImdsAttestationOptions Trust { get; } = new();

    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        var nonce = RandomNumberGenerator.GetString("0123456789", 10);
        AttestedData attested = await imds.Attested.Document.GetAsync(nonce, cancellationToken);
        try
        {
            var cms = new SignedCms();
            cms.Decode(Convert.FromBase64String(attested.Signature));
            AttestedDocument document = AttestedDocument.Parse(cms.ContentInfo.Content);

            // Who signed, and not who else is in the bag of certificates that comes along.
            var signers = cms.SignerInfos.Cast<SignerInfo>().Select(signer => signer.Certificate)
                .Select(certificate => new { subject = certificate?.Subject ?? "", issuer = certificate?.Issuer ?? "" });
            var check = await attested.VerifyAsync(nonce, Trust, cancellationToken);
            var data = new { encoding = attested.Encoding, document, signers, check = new { trusted = check.IsTrusted, message = check.Message } };
            return new Content(Layout.Tree(imds.Attested.Document.ToString(), JsonSerializer.SerializeToElement(data)), data);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            throw new ImdsException(ImdsFailure.InvalidReply, $"{imds.Attested.Document}: the reply is not a signed document: {e.Message}", e);
        }
    }
}
