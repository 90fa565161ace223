using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Imds.Fuzz.Targets.Documents;

/// <summary>Whether a document is to be trusted, as it is asked and as it is kept in a file.</summary>
internal sealed record DocumentQuestion
{
    /// <summary>When it is asked.</summary>
    public long Now { get; set; }

    /// <summary>The nonce that was sent.</summary>
    public string? Nonce { get; set; }

    /// <summary>Where the issuer of the signer comes from.</summary>
    public IssuerFetch Fetch { get; set; }

    /// <summary>The digests of all that was signed with keys that are trusted: nothing else may ever be.</summary>
    public IReadOnlyList<string> Contents { get; set; } = [];

    /// <summary>The outcome, where nothing was left to chance.</summary>
    public ImdsAttestationFailure? Expected { get; set; }

    /// <summary>Holds together all but the document: when a case is made smaller, only that may change.</summary>
    public string Seal { get; set; } = "";

    /// <summary>The document.</summary>
    public string Signature { get; set; } = "";

    [JsonIgnore]
    public bool IsSealed => this == Sealed();

    public DocumentQuestion Sealed() => this with { Seal = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        FormattableString.Invariant($"{Now}|{Nonce}|{Nonce is null}|{Fetch}|{string.Join(',', Contents)}|{Expected}"))))[..8] };
}

internal enum IssuerFetch
{
    /// <summary>It is known.</summary>
    Known,

    /// <summary>Nothing is fetched.</summary>
    None,

    /// <summary>The right one is fetched.</summary>
    Issuer,

    /// <summary>That of the one who has none of the keys is fetched.</summary>
    Forged,

    /// <summary>What is fetched is no certificate.</summary>
    Garbage,

    /// <summary>The network fails.</summary>
    Failure,
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DocumentQuestion))]
internal sealed partial class DocumentQuestionJson : JsonSerializerContext;
