using System.Text.Json;
using Imds.CompilerServices;

namespace Imds;

/// <summary>What an attested document of any version says of its own freshness.</summary>
internal sealed class AttestedClaims
{
    private string _nonce = "";
    private string _createdOn = "";
    private string _expiresOn = "";

    public static AttestedClaims Read(ref Utf8JsonReader reader)
    {
        var claims = new AttestedClaims();
        if (!ImdsJson.BeginObject(ref reader))
        {
            return claims;
        }

        while (ImdsJson.NextMember(ref reader))
        {
            var name = ImdsJson.Name(ref reader);
            if (name.SequenceEqual("nonce"u8))
            {
                claims._nonce = ImdsJson.ReadString(ref reader);
            }
            else if (name.SequenceEqual("timeStamp"u8))
            {
                claims.ReadTimes(ref reader);
            }
            else
            {
                ImdsJson.Skip(ref reader);
            }
        }

        return claims;
    }

    /// <summary>Throws unless the document's time is now.</summary>
    public void CheckTime(DateTimeOffset now, TimeSpan allowedSkew)
    {
        var (created, expires) = (Time(_createdOn, "createdOn"), Time(_expiresOn, "expiresOn"));

        // Differences hold for all times there are, where sums pass the ends of the calendar.
        if (created - now > allowedSkew)
        {
            throw new AttestationException(
                ImdsAttestationFailure.NotYetValid,
                $"It was made at {Shown.Time(created.UtcDateTime)}, and the clock here says {Shown.Time(now.UtcDateTime)}.");
        }

        if (now - expires > allowedSkew)
        {
            throw new AttestationException(
                ImdsAttestationFailure.Expired,
                $"It expired at {Shown.Time(expires.UtcDateTime)}, and the clock here says {Shown.Time(now.UtcDateTime)}: ask for a new "
                + "one.");
        }
    }

    /// <summary>Throws unless the document carries the nonce that was sent, if one was.</summary>
    public void CheckNonce(string? nonce)
    {
        if (!string.IsNullOrEmpty(nonce) && !string.Equals(nonce, _nonce, StringComparison.Ordinal))
        {
            throw new AttestationException(
                ImdsAttestationFailure.WrongNonce, "It does not carry the nonce that was sent, so it may be an old document played back.");
        }
    }

    // Of several the last counts whole, as it does for the document that is given out.
    private void ReadTimes(ref Utf8JsonReader reader)
    {
        (_createdOn, _expiresOn) = ("", "");
        if (!ImdsJson.BeginObject(ref reader))
        {
            return;
        }

        while (ImdsJson.NextMember(ref reader))
        {
            var name = ImdsJson.Name(ref reader);
            if (name.SequenceEqual("createdOn"u8))
            {
                _createdOn = ImdsJson.ReadString(ref reader);
            }
            else if (name.SequenceEqual("expiresOn"u8))
            {
                _expiresOn = ImdsJson.ReadString(ref reader);
            }
            else
            {
                ImdsJson.Skip(ref reader);
            }
        }
    }

    private static DateTimeOffset Time(string text, string name) => ImdsText.ReadTime(text) ?? throw new AttestationException(
        ImdsAttestationFailure.InvalidDocument, text.Length == 0 ? $"It has no timeStamp.{name}." : $"Its timeStamp.{name} is not a time.");
}
