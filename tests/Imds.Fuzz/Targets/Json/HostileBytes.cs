namespace Imds.Fuzz.Targets.Json;

/// <summary>Bytes that were something, with a few of them turned, lost, doubled, or joined by others.</summary>
internal static class HostileBytes
{
    private static readonly byte[] Favourites =
        [0x00, 0x01, 0x0A, 0x20, 0x22, 0x2C, 0x2F, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0x80, 0xC3, 0xEF, 0xF0, 0xFE, 0xFF];

    public static byte[] Change(Random random, byte[] whole)
    {
        var bytes = new List<byte>(whole);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var place = random.Next(bytes.Count + 1);
            var isInside = place < bytes.Count;
            switch (random.Next(9))
            {
                case 0:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 1 when isInside:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when isInside:
                    bytes[place] = Favourites[random.Next(Favourites.Length)];
                    break;
                case 3:
                    bytes.Insert(place, Favourites[random.Next(Favourites.Length)]);
                    break;
                case 4 when isInside:
                    bytes.RemoveAt(place);
                    break;
                case 5:
                    bytes.InsertRange(0, (byte[])[0xEF, 0xBB, 0xBF]);
                    break;
                case 6:
                    bytes.AddRange(random.Next(3) switch { 0 => [0x20, 0x0A], 1 => [0x00], _ => bytes.ToArray() });
                    break;
                case 7:
                    // A piece from elsewhere.
                    var from = random.Next(bytes.Count + 1);
                    bytes.InsertRange(place, bytes.Skip(from).Take(random.Next(1, 40)).ToArray());
                    break;
                case 8 when isInside:
                    bytes.RemoveRange(place, Math.Min(random.Next(1, 40), bytes.Count - place));
                    break;
                default:
                    break;
            }
        }

        return [.. bytes];
    }
}
