using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imds.Tool.Output;
using Imds.Tool.Service;

namespace Imds.Tool.Commands;

/// <summary>What a signed document says, and whether to believe it. What is not to be trusted is shown as well, and called so.</summary>
internal sealed class AttestationCheck
{
    private readonly ImdsAttestationResult<AttestedDocument> _result;
    private readonly JsonNode? _document;
    private readonly string _signer;
    private readonly string _issuer;

    private AttestationCheck(ImdsAttestationResult<AttestedDocument> result, JsonNode? document, string signer, string issuer) =>
        (_result, _document, _signer, _issuer) = (result, document, signer, issuer);

    public ExitCode Code => _result.IsTrusted ? ExitCode.Done : ExitCode.NotTrusted;

    public bool IsOfOtherNonce => _result.Failure == ImdsAttestationFailure.WrongNonce;

    public static async Task<AttestationCheck> OfAsync(
        string signature, string? nonce, ImdsAttestationOptions trust, CancellationToken cancelled)
    {
        var result = await ImdsAttestation.VerifyAsync<AttestedDocument>(signature, nonce, trust, cancelled);
        try
        {
            var cms = new SignedCms();
            cms.Decode(Convert.FromBase64String(signature));

            // Who signed, and not who else is in the bag of certificates that comes along.
            var certificate = cms.SignerInfos.Count > 0 ? cms.SignerInfos[0].Certificate : null;
            return new AttestationCheck(
                result, Json.Parse(cms.ContentInfo.Content), certificate?.Subject ?? "", certificate?.Issuer ?? "");
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            return new AttestationCheck(result, null, "", ""); // the check says why
        }
    }

    /// <param name="authority">Who was believed.</param>
    public Result Show(string authority)
    {
        var verdict = _result.IsTrusted ? _result.IsNonceChecked ? "yes" : "yes, but made for no nonce of yours, so it may be an old one"
            : "no";
        var data = new JsonObject
        {
            ["trusted"] = _result.IsTrusted,
            ["failure"] = _result.IsTrusted ? "" : _result.Failure.ToString(),
            ["message"] = Machine.Words(_result.Message),
            ["nonceChecked"] = _result.IsNonceChecked,
            ["authority"] = authority,
            ["signer"] = _signer,
            ["issuer"] = _issuer,
            ["document"] = _document,
        };
        var facts = new List<(string, string)> { ("trusted", verdict) };
        if (!_result.IsTrusted)
        {
            facts.Add(("reason", $"{_result.Failure}: {Machine.Words(_result.Message)}"));
        }

        facts.Add(("authority", authority));
        facts.AddRange([("signer", _signer), ("issuer", _issuer)]);
        facts.AddRange(Json.Leaves(_document, "").Where(leaf => leaf.Route.Length > 0));
        return new Result(data) { Views = [new FactsView("", [.. facts.Where(fact => fact.Item2.Length > 0)])] };
    }
}
