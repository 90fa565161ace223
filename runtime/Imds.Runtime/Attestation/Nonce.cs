using System.Globalization;
using System.Security.Cryptography;

namespace Imds;

/// <summary>What a document is made for, so that it cannot have been made for someone else.</summary>
internal static class Nonce
{
    private const ulong Smallest = 1_000_000_000;
    private const ulong Count = 9_000_000_000;

    /// <summary>Ten digits, the form that the service takes at every version, that nobody can guess.</summary>
    public static string Create()
    {
        var bytes = new byte[sizeof(ulong)];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return (Smallest + (BitConverter.ToUInt64(bytes, 0) % Count)).ToString(CultureInfo.InvariantCulture);
    }
}
