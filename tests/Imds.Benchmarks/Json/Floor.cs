using System.Text.Json;

namespace Imds.Benchmarks.Json;

/// <summary>The least that any reader on Utf8JsonReader does: go over all tokens, and make a string of each value.</summary>
internal static class Floor
{
    public static int Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var length = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                length += reader.GetString()!.Length;
            }
        }

        return length;
    }
}
