using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Imds.Fuzz.Frame;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Documents;

/// <summary>
/// Attested documents against SignedCms and X509Chain: the check always ends with a result, the same each time, and what it trusts is
/// signed by a key that is trusted, by certificates that the platform finds good, for a name of the service, with the nonce, and now.
/// </summary>
internal sealed class DocumentTarget : TextFuzzTarget
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public override string Name => "documents";

    public override int InputsInTests => 1500;

    public override string CaseExtension => ".json";

    /// <summary>What the check comes to.</summary>
    public static ImdsAttestationFailure Outcome(string input) => Verify(Question(input)!).Failure;

    protected override string MakeText(Random random) =>
        JsonSerializer.Serialize(new DocumentMaker(random).Make(), DocumentQuestionJson.Default.DocumentQuestion);

    protected override void Check(string input)
    {
        if (Question(input) is not { IsSealed: true } question)
        {
            return; // made smaller by more than the document
        }

        var result = Verify(question);
        Require(result.Message.Length is > 0 and < 2000 && !result.Message.Any(char.IsControl), "a message of several lines", result);
        Require(question.Expected is not { } expected || expected == result.Failure, "another outcome", result);
        if (result.IsTrusted)
        {
            RequireGood(question, result);
        }

        if (result.IsTrusted || question.Signature.Length % 4 == 1)
        {
            var again = Verify(question);
            Require((again.Failure, again.Message) == (result.Failure, result.Message), "another outcome at the second time", result);
        }
    }

    private static DocumentQuestion? Question(string input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, DocumentQuestionJson.Default.DocumentQuestion);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImdsAttestationResult<AttestedDocument> Verify(DocumentQuestion question)
    {
        var options = new ImdsAttestationOptions
        {
            TimeProvider = new Standing(At(question)),
            FetchIssuer = question.Fetch switch
            {
                IssuerFetch.Issuer => (_, _) => Task.FromResult(Authorities.Intermediate.RawData),
                IssuerFetch.Forged => (_, _) => Task.FromResult(Authorities.ForgedIntermediate.RawData),
                IssuerFetch.Garbage => (_, _) => Task.FromResult("no certificate"u8.ToArray()),
                IssuerFetch.Failure => (_, _) => throw new HttpRequestException("There is no network."),
                _ => null,
            },
        };
        options.TrustedRoots.Add(Authorities.Root);
        if (question.Fetch == IssuerFetch.Known)
        {
            options.Intermediates.Add(Authorities.Intermediate);
        }

        return ImdsAttestation.VerifyAsync<AttestedDocument>(question.Signature, question.Nonce, options).GetAwaiter().GetResult();
    }

    private static void RequireGood(DocumentQuestion question, ImdsAttestationResult<AttestedDocument> result)
    {
        var data = new SignedCms();
        data.Decode(Convert.FromBase64String(question.Signature));
        data.CheckSignature(verifySignatureOnly: true);
        Require(data.SignerInfos.Count == 1 && data.Certificates.Count == 1, "not one signer and one certificate", result);
        var (content, signer) = (data.ContentInfo.Content, data.Certificates[0]);
        Require(question.Contents.Contains(Convert.ToHexString(SHA256.HashData(content))), "a forgery", result);
        Require(result.Signer!.RawData.AsSpan().SequenceEqual(signer.RawData), "another signer", result);
        Require(AttestedDocument.Parse(content) == result.Document, "another document", result);
        Require(result.Document.Nonce == question.Nonce || string.IsNullOrEmpty(question.Nonce), "another nonce", result);
        Require(result.IsNonceChecked == !string.IsNullOrEmpty(question.Nonce), "a nonce that was not checked", result);
        RequireGood(signer, At(question), result);
        RequireNow(content, At(question), result);
    }

    private static void RequireGood(X509Certificate2 signer, DateTimeOffset now, ImdsAttestationResult<AttestedDocument> result)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authorities.Root);
        chain.ChainPolicy.ExtraStore.Add(Authorities.Intermediate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        Require(chain.Build(signer), "no chain", result);
        var names = signer.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => Der.Read(extension.RawData)?.Parts ?? [])
            .Where(name => name.Tag is [0x82]).Select(name => Encoding.ASCII.GetString(name.Content));
        Require(names.Any(name => Uri.CheckHostName(name) == UriHostNameType.Dns
            && new ImdsAttestationOptions().Domains.Any(domain => $".{name}".EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))),
            "no name of the service", result);
        Require(signer.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime <= signer.NotAfter.ToUniversalTime(),
            "a certificate out of its time", result);
        using var key = signer.GetRSAPublicKey();
        Require(key is { KeySize: >= 2048 } && signer.SignatureAlgorithm.FriendlyName is "sha256RSA" or "sha384RSA" or "sha512RSA",
            "a weak certificate", result);
    }

    private static void RequireNow(byte[] content, DateTimeOffset now, ImdsAttestationResult<AttestedDocument> result)
    {
        var stamp = result.Document.TimeStamp;
        Require(content.Length > 0 && (Moment(stamp.CreatedOn) is not { } created || created - now <= Skew),
            "a document of the future", result);
        Require(Moment(stamp.ExpiresOn) is not { } expires || now - expires <= Skew, "a document of the past", result);
        Require(stamp.CreatedOn.Length > 0 && stamp.ExpiresOn.Length > 0, "a document of no time", result);
    }

    // As the service writes it. The other forms are told apart by tests of their own.
    private static DateTimeOffset? Moment(string text) => DateTimeOffset.TryParseExact(text, "MM/dd/yy HH:mm:ss' -0000'",
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static DateTimeOffset At(DocumentQuestion question) => new(question.Now, TimeSpan.Zero);

    private static void Require(bool holds, string kind, ImdsAttestationResult<AttestedDocument> result)
    {
        if (!holds)
        {
            throw new FuzzException(kind, result.ToString());
        }
    }

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
