using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Imds.Emulator.Http;

/// <summary>One whole answer, before a fault may spoil it on the wire.</summary>
internal sealed record Reply(int Status, ReadOnlyMemory<byte> Body, string ContentType)
{
    internal const string JsonType = "application/json; charset=utf-8";
    internal const string TextType = "text/plain; charset=utf-8";

    /// <summary>The service writes names such as "José" as they are; only what JSON demands is escaped.</summary>
    internal static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Headers beside those that every reply has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The state of what was asked for; a client that has it gets 304.</summary>
    public EntityTagHeaderValue? Tag { get; init; }

    public static Reply Json(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body), JsonType);

    public static Reply Json(Action<Utf8JsonWriter> write, int status = 200)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            write(writer);
        }

        return new Reply(status, buffer.ToArray(), JsonType);
    }

    public static Reply Text(string body) => new(200, Encoding.UTF8.GetBytes(body), TextType);

    /// <summary>The shape of every error but those of the identity endpoints.</summary>
    public static Reply Error(int status, string message) =>
        Json($$"""{ "error": {{Quote(message)}} }""", status);

    /// <summary>The shape the identity endpoints share with OAuth 2.</summary>
    public static Reply IdentityError(int status, string code, string description) =>
        Json($$"""{"error":{{Quote(code)}},"error_description":{{Quote(description)}}}""", status);

    public static Reply BadRequest() => Error(400, "Bad request");

    public static Reply NotFound() => Error(404, "Not found");

    public Reply With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    /// <summary>What a client gets that has this reply already.</summary>
    public Reply NotModified() => this with { Status = 304, Body = default };

    internal static string Quote(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
