using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Imds.Emulator.Attested;
using Imds.Emulator.Http;

namespace Imds.Emulator.Control;

/// <summary>An attested document taken apart, with what a verifier checks and finds.</summary>
internal sealed class AttestedInspection(CertificateAuthority authority, string domain, DateTimeOffset now)
{
    private readonly List<(string Name, bool Good, string Detail)> _checks = [];

    /// <summary>Reads a reply of the endpoint.</summary>
    /// <param name="signature">The base64 text.</param>
    /// <param name="nonce">The nonce that was sent; empty for none.</param>
    public Reply Inspect(string signature, string nonce)
    {
        SignedCms? signed = null;
        Check("It is signed data", () =>
        {
            var read = new SignedCms();
            read.Decode(Convert.FromBase64String(signature));
            signed = read;
            return read.SignerInfos.Count == 1 ? "One signer." : throw new CryptographicException($"{read.SignerInfos.Count} signers.");
        });
        var signer = signed is { SignerInfos: [var info, ..] } ? info.Certificate : null;
        JsonElement? document = null;
        if (signed is not null && signer is not null)
        {
            Check("The signature fits the document", () => Verified(signed));
            Check("The signer's certificate chains to the root of this emulator", () => Chained(signer));
            Check($"The signer is named for {domain}", () => Named(signer));
        }

        if (signed is not null)
        {
            using var parsed = JsonDocument.Parse(signed.ContentInfo.Content);
            document = parsed.RootElement.Clone();
            Check("The nonce is the one sent", () => Nonce(document.Value, nonce));
            Check("The document is in its time", () => InTime(document.Value));
        }

        return Reply.Json(writer => Write(writer, document, signer));
    }

    private static string Verified(SignedCms signed)
    {
        if (signed.SignerInfos[0].DigestAlgorithm.Value is "1.2.840.113549.1.1.4" or "1.2.840.113549.2.5")
        {
            throw new CryptographicException("It is made over an MD5 digest.");
        }

        signed.CheckSignature(verifySignatureOnly: true);
        return $"Digest: {signed.SignerInfos[0].DigestAlgorithm.FriendlyName}.";
    }

    private string Chained(X509Certificate2 signer)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Root);
        chain.ChainPolicy.ExtraStore.Add(authority.Intermediate);
        return chain.Build(signer)
            ? string.Join(" ← ", chain.ChainElements.Select(element => element.Certificate.GetNameInfo(X509NameType.SimpleName, false)))
            : throw new CryptographicException(string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation)));
    }

    private string Named(X509Certificate2 signer)
    {
        var names = Names(signer);
        return names.Exists(name => name == domain || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))
            ? string.Join(", ", names)
            : throw new CryptographicException($"Its names are {string.Join(", ", names)}.");
    }

    private static string Nonce(JsonElement document, string nonce)
    {
        var held = document.GetProperty("nonce").GetString();
        return nonce.Length == 0 ? "None was sent."
            : held == nonce ? nonce
            : throw new CryptographicException($"It has '{held}'.");
    }

    private string InTime(JsonElement document)
    {
        var stamp = document.GetProperty("timeStamp");
        var created = AttestedEndpoint.Moment(stamp.GetProperty("createdOn"));
        var expires = AttestedEndpoint.Moment(stamp.GetProperty("expiresOn"));
        var span = $"{created:u} to {expires:u}";
        return created <= now && now < expires ? span : throw new CryptographicException($"It is {now:u}, and its time is {span}.");
    }

    private void Check(string name, Func<string> check)
    {
        try
        {
            _checks.Add((name, true, check()));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            _checks.Add((name, false, e.Message));
        }
    }

    private void Write(Utf8JsonWriter writer, JsonElement? document, X509Certificate2? signer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("checks");
        foreach (var (name, good, detail) in _checks)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteBoolean("good", good);
            writer.WriteString("detail", detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("document");
        if (document is { } read)
        {
            read.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteStartObject("signer");
        if (signer is not null)
        {
            writer.WriteString("subject", signer.Subject);
            writer.WriteString("issuer", signer.Issuer);
            writer.WriteString("from", signer.NotBefore.ToUniversalTime());
            writer.WriteString("until", signer.NotAfter.ToUniversalTime());
            writer.WriteString("thumbprint", signer.Thumbprint);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static List<string> Names(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())];
}
