using System.Globalization;
using System.Text.Json;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;

namespace Imds.Emulator.Attested;

/// <summary>/metadata/attested/document: some facts of the VM, signed.</summary>
internal sealed class AttestedEndpoint(
    Func<VersionedDocument> current, FieldTable fields, Signing signing, TimeProvider time, VersionLine versions)
    : MetadataEndpoint("attested/document", versions)
{
    private const int LongestNonce = 32;
    private const string StampFormat = "MM/dd/yy HH:mm:ss' -0000'";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    public override Reply Answer(ImdsRequest request)
    {
        var nonce = request["nonce"];
        if (nonce.Length > LongestNonce || !nonce.All(char.IsAsciiLetterOrDigit))
        {
            return Reply.Error(400, $"Bad request. nonce must be at most {LongestNonce} letters and digits");
        }

        var instance = current();
        var document = Document(instance, nonce, request.Version, request.Defect);
        var signature = request.Defect == AttestedDefect.NotBase64
            ? "this is not base64!"
            : Convert.ToBase64String(signing.Sign(document, instance.Value("compute.location"), request.Address, request.Defect));
        return Reply.Json($$"""{"encoding":"pkcs7","signature":"{{signature}}"}""");
    }

    private byte[] Document(VersionedDocument instance, string nonce, string version, AttestedDefect? defect)
    {
        var created = time.GetUtcNow() + defect switch
        {
            AttestedDefect.Expired => -2 * Lifetime,
            AttestedDefect.NotYetValid => Lifetime,
            _ => TimeSpan.Zero,
        };
        var expires = Stamp(created + Lifetime);
        var whole = Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("licenseType", instance.Value("compute.licenseType"));
            writer.WriteString("nonce", defect == AttestedDefect.WrongNonce ? "0" + nonce : nonce.Length > 0 ? nonce : expires);
            writer.WriteStartObject("plan");
            foreach (var part in new[] { "name", "product", "publisher" })
            {
                writer.WriteString(part, instance.Value("compute.plan." + part));
            }

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

    /// <summary>A time as documents have it.</summary>
    public static DateTimeOffset Moment(JsonElement stamp) =>
        DateTimeOffset.ParseExact(stamp.GetString()!, StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Stamp(DateTimeOffset moment) => moment.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);
}
