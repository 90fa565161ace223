using System.Text;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>Changes a file as disks, editors and transfers do, and worse.</summary>
internal static class ByteChanges
{
    private static readonly byte[][] Snippets =
    [
        "\""u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(),
        "\\"u8.ToArray(),
        "\n"u8.ToArray(), "\r"u8.ToArray(), "//"u8.ToArray(), "/*"u8.ToArray(), "\\ud83d"u8.ToArray(), "\\u0000"u8.ToArray(), [0], [0xFF],
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8], "é😀"u8.ToArray(),
        "null"u8.ToArray(), "{\"a\":"u8.ToArray(), "#"u8.ToArray(), "<<<<<<< HEAD\n"u8.ToArray(),
    ];

    public static byte[] Change(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = Math.Min(random.Any([1, 2, 10, 100, 1000]), bytes.Length - at);
        switch (random.Next(10))
        {
            case 0: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 1: return bytes[..at];
            case 2: return [.. bytes[..at], .. random.Any(Snippets), .. bytes[at..]];
            case 3: return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 4: return [.. bytes[..at], .. Enumerable.Repeat(random.Any(Snippets), random.Any([2, 70, 1000, 20_000]))
                .SelectMany(one => one), .. bytes[at..]];
            case 5: return [0xEF, 0xBB, 0xBF, .. bytes];
            case 6: return [.. (byte[])[0xFF, 0xFE], .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))];
            case 7: return Line(bytes, random); // a name that stands twice in one object
            default:
                if (bytes.Length > 0)
                {
                    bytes[Math.Min(at, bytes.Length - 1)] = random.Once(2) ? (byte)random.Next(32, 127) : (byte)random.Next(256);
                }

                return bytes;
        }
    }

    /// <summary>One line stands twice.</summary>
    private static byte[] Line(byte[] bytes, Random random)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        lines.Insert(random.Next(lines.Count), random.Any(lines));
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
