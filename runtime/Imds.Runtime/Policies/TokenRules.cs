using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Http;

namespace Imds.Runtime.Policies;

/// <summary>What is particular about asking for tokens.</summary>
internal static class TokenRules
{
    private const string Bypass = "&bypass_cache=true";

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly string[] Identities = ["client_id", "object_id", "msi_res_id"];

    /// <summary>Refuses before the call what the service would refuse after it.</summary>
    /// <exception cref="ArgumentException">The request names more than one identity.</exception>
    public static void Check(ImdsQuery? query)
    {
        var named = query is null ? [] : Identities.Where(query.Has).ToArray();
        if (named.Length > 1)
        {
            throw new ArgumentException($"A token is for one identity, and {string.Join(" and ", named)} name more than one: give one of them.", nameof(query));
        }
    }

    /// <summary>The URL without the wish for a token that the service has not kept: its reply is what others get.</summary>
    public static string WithoutBypass(string url) => url.Replace(Bypass, "");

    /// <summary>How long the token in a reply is as good as a new one.</summary>
    public static TimeSpan Lifetime(Reply reply, TimeProvider time)
    {
        try
        {
            var seconds = ImdsJson.Parse(reply.Body.Span, ReadExpiry);
            return seconds <= 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? TimeSpan.Zero
                : DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow() - Margin;
        }
        catch (JsonException)
        {
            return TimeSpan.Zero; // whoever reads the reply says so
        }
    }

    private static long ReadExpiry(ref Utf8JsonReader reader)
    {
        var seconds = 0L;
        if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.Name(ref reader).SequenceEqual("expires_on"u8))
                {
                    seconds = ImdsJson.ReadInt64(ref reader);
                }
                else
                {
                    ImdsJson.Skip(ref reader);
                }
            }
        }

        return seconds;
    }
}
