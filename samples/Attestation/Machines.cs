// Why: what the server alone can do: choose the nonce, take it once, and know which subscription is its own.
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Imds;

namespace Attestation;

internal sealed class Machines(string subscriptionId, ImdsAttestationOptions trust)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _nonces = new();

    public string NewNonce()
    {
        var nonce = RandomNumberGenerator.GetString("0123456789", 10);
        _nonces[nonce] = DateTimeOffset.UtcNow.AddMinutes(5);
        return nonce;
    }

    /// <returns>The id of the machine, or why it is none of ours.</returns>
    public async Task<(string VmId, string Refusal)> AcceptAsync(string nonce, string signature, CancellationToken cancellationToken)
    {
        if (!_nonces.TryRemove(nonce, out var until) || until < DateTimeOffset.UtcNow)
        {
            return ("", "unknown nonce");
        }

        var result = await new AttestedData { Signature = signature }.VerifyAsync(nonce, trust, cancellationToken);
        return !result.IsTrusted ? ("", result.Failure.ToString())
            : result.Document.SubscriptionId != subscriptionId ? ("", "another subscription")
            : (result.Document.VmId, "");
    }
}
