using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;

namespace Imds.Emulator.Attested;

/// <summary>/metadata/attested/document: some facts of the VM, signed.</summary>
internal sealed class AttestedEndpoint(
    VersionedDocument instance,
    FieldTable fields,
    Func<X509Certificate2> signer,
    TimeProvider time,
    VersionLine versions) : Endpoint("attested/document", versions)
{
    private const int LongestNonce = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    public override Reply Answer(ImdsRequest request)
    {
        var nonce = request["nonce"];
        return nonce.Length > LongestNonce || !nonce.All(char.IsAsciiLetterOrDigit)
            ? Reply.Error(400, $"Bad request. nonce must be at most {LongestNonce} letters and digits")
            : Wrap(Sign(Document(nonce, request.Version)));
    }

    private static Reply Wrap(byte[] signature) =>
        Reply.Json($$"""{"encoding":"pkcs7","signature":"{{Convert.ToBase64String(signature)}}"}""");

    private byte[] Document(string nonce, string version)
    {
        var created = time.GetUtcNow();
        var expires = Stamp(created + Lifetime);
        var whole = Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("licenseType", instance.Value("compute.licenseType"));
            writer.WriteString("nonce", nonce.Length > 0 ? nonce : expires);
            writer.WriteStartObject("plan");
            foreach (var part in new[] { "name", "product", "publisher" })
                writer.WriteString(part, instance.Value("compute.plan." + part));
            writer.WriteEndObject();
            writer.WriteString("sku", instance.Value("compute.sku"));
            writer.WriteString("subscriptionId", instance.Value("compute.subscriptionId"));
            writer.WriteStartObject("timeStamp");
            writer.WriteString("createdOn", Stamp(created));
            writer.WriteString("expiresOn", expires);
            writer.WriteEndObject();
            writer.WriteString("vmId", instance.Value("compute.vmId"));
            writer.WriteEndObject();
        });
        using var document = JsonDocument.Parse(whole.Body);
        return Reply.Json(writer => new VersionedDocument(document.RootElement, fields).Write(writer, version)).Body.ToArray();
    }

    private static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("MM/dd/yy HH:mm:ss", CultureInfo.InvariantCulture) + " -0000";

    private byte[] Sign(byte[] document)
    {
        var certificate = signer();
        return Cms.Sign(document, document, certificate, [certificate], HashAlgorithmName.SHA256);
    }
}
