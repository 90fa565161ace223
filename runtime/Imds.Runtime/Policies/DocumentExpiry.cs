using System.Text.Json;
using Imds.CompilerServices;

namespace Imds.Runtime.Policies;

/// <summary>How long a document that says when it expires, such as a token, is as good as a new one.</summary>
internal static class DocumentExpiry
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>The time until shortly before the document expires; zero or less where it has, or does not say.</summary>
    public static TimeSpan LifetimeOf(ReadOnlySpan<byte> document, string expiryMember, DateTimeOffset now)
    {
        try
        {
            var seconds = ImdsJson.Parse(document, (ref Utf8JsonReader reader) => ReadExpiry(ref reader, expiryMember));
            return seconds <= 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? TimeSpan.Zero
                : DateTimeOffset.FromUnixTimeSeconds(seconds) - now - Margin;
        }
        catch (JsonException)
        {
            return TimeSpan.Zero; // whoever reads the reply says so
        }
    }

    private static long ReadExpiry(ref Utf8JsonReader reader, string member)
    {
        var seconds = 0L;
        if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.IsOn(ref reader, member))
                {
                    reader.Read();
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
