using System.Net;
using System.Net.Sockets;

namespace Imds;

/// <summary>Tells the addresses of the internet from those that lead back to this machine or its network.</summary>
internal static class PublicAddress
{
    // The special-purpose registries of IANA for IPv4 and IPv6, and Azure's own address for machines to reach the platform.
    private static readonly (byte[] Prefix, int Bits)[] Special =
    [
        Network("0.0.0.0", 8), Network("10.0.0.0", 8), Network("100.64.0.0", 10), Network("127.0.0.0", 8), Network("168.63.129.16", 32),
        Network("169.254.0.0", 16), Network("172.16.0.0", 12), Network("192.0.0.0", 24), Network("192.0.2.0", 24),
        Network("192.88.99.0", 24),
        Network("192.168.0.0", 16), Network("198.18.0.0", 15), Network("198.51.100.0", 24), Network("203.0.113.0", 24),
        Network("224.0.0.0", 3),
        Network("::", 96), Network("64:ff9b:1::", 48), Network("100::", 64), Network("2001::", 23), Network("2001:db8::", 32),
        Network("3fff::", 20), Network("5f00::", 16), Network("fc00::", 7), Network("fe80::", 10), Network("fec0::", 10),
        Network("ff00::", 8),
    ];

    // IPv6 addresses that hold one of IPv4, and the byte at which they do: mapped, translated (NAT64), 6to4.
    private static readonly (byte[] Prefix, int Bits, int Start)[] Holding =
    [
        (Bytes("::ffff:0:0"), 96, 12), (Bytes("::ffff:0:0:0"), 96, 12), (Bytes("64:ff9b::"), 96, 12), (Bytes("2002::"), 16, 2),
    ];

    /// <summary>Whether the address is one of the internet, and what it holds, if it holds another, as well.</summary>
    public static bool Is(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        foreach (var (prefix, bits, start) in Holding)
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6 && StartsWith(bytes, prefix, bits))
            {
                return Is(new IPAddress(bytes.AsSpan(start, 4).ToArray()));
            }
        }

        return !Array.Exists(Special, network => StartsWith(bytes, network.Prefix, network.Bits));
    }

    private static bool StartsWith(byte[] address, byte[] prefix, int bits)
    {
        if (address.Length != prefix.Length)
        {
            return false;
        }

        var (whole, rest) = (bits / 8, bits % 8);
        return address.AsSpan(0, whole).SequenceEqual(prefix.AsSpan(0, whole))
            && (rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0);
    }

    private static (byte[] Prefix, int Bits) Network(string address, int bits) => (Bytes(address), bits);

    private static byte[] Bytes(string address) => IPAddress.Parse(address).GetAddressBytes();
}
