namespace Imds.Fuzz.Targets.Documents;

/// <summary>A value of ASN.1 taken apart, to be changed and put together again, well or badly.</summary>
internal sealed class Der
{
    private const int MostLevels = 32;

    private Der(byte[] tag, byte[] content, List<Der>? parts)
    {
        Tag = tag;
        Content = content;
        Parts = parts;
    }

    /// <summary>How its length is written.</summary>
    public enum LengthForm
    {
        Shortest,
        Long,
        Indefinite,
        OneLess,
        OneMore,
        Huge,
    }

    public byte[] Tag { get; set; }

    /// <summary>What it holds where it has no parts.</summary>
    public byte[] Content { get; set; }

    /// <summary>Its parts, where it has some: those of a string of bytes that holds ASN.1 are parts, too.</summary>
    public List<Der>? Parts { get; }

    public LengthForm Form { get; set; }

    public static Der Of(byte[] tag, byte[] content) => new(tag, content, null);

    /// <summary>The value that the bytes are; null where they are none, or one with more behind it.</summary>
    public static Der? Read(ReadOnlySpan<byte> bytes, int level = 0) =>
        ReadOne(bytes, level, out var length) is { } one && length == bytes.Length ? one : null;

    public Der Clone() => new(Tag, Content, Parts?.ConvertAll(part => part.Clone())) { Form = Form };

    /// <summary>This one and all below it.</summary>
    public IEnumerable<Der> All() => Parts is null ? [this] : Parts.SelectMany(part => part.All()).Prepend(this);

    public byte[] Write()
    {
        using var output = new MemoryStream();
        Write(output);
        return output.ToArray();
    }

    private void Write(MemoryStream output)
    {
        var content = Parts is null ? Content : [.. Parts.SelectMany(part => part.Write())];

        // The bits of a bit string that are left over.
        if (Parts is not null && Tag is [0x03])
        {
            content = [0, .. content];
        }

        output.Write(Tag);
        output.Write(Length(content.Length));
        output.Write(content);
        if (Form == LengthForm.Indefinite)
        {
            output.Write([0, 0]);
        }
    }

    private byte[] Length(int length) => Form switch
    {
        LengthForm.Long => [0x84, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length],
        LengthForm.Indefinite => [0x80],
        LengthForm.Huge => [0x84, 0x7F, 0xFF, 0xFF, 0xFF],
        LengthForm.OneLess => Shortest(Math.Max(0, length - 1)),
        LengthForm.OneMore => Shortest(length + 1),
        _ => Shortest(length),
    };

    private static byte[] Shortest(int length) => length switch
    {
        < 0x80 => [(byte)length],
        < 0x100 => [0x81, (byte)length],
        < 0x10000 => [0x82, (byte)(length >> 8), (byte)length],
        _ => [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };

    private static Der? ReadOne(ReadOnlySpan<byte> bytes, int level, out int whole)
    {
        whole = 0;
        if (bytes.Length < 2 || (bytes[0] & 0x1F) == 0x1F || bytes[1] == 0x80 || level > MostLevels)
        {
            return null;
        }

        var (start, length) = (2, (int)bytes[1]);
        if (length > 0x80)
        {
            var count = length - 0x80;
            if (count > 3 || bytes.Length < 2 + count)
            {
                return null;
            }

            length = 0;
            foreach (var b in bytes.Slice(2, count))
            {
                length = (length << 8) | b;
            }

            start += count;
        }

        if (bytes.Length - start < length)
        {
            return null;
        }

        whole = start + length;
        var tag = bytes[..1].ToArray();
        var content = bytes.Slice(start, length);
        var inside = tag[0] switch
        {
            0x04 => content,
            0x03 when length > 1 && content[0] == 0 => content[1..],
            var constructed when (constructed & 0x20) != 0 => content,
            _ => default,
        };
        return new Der(tag, content.ToArray(), inside.Length > 0 ? ReadSeveral(inside, level + 1) : null);
    }

    private static List<Der>? ReadSeveral(ReadOnlySpan<byte> bytes, int level)
    {
        var parts = new List<Der>();
        while (bytes.Length > 0)
        {
            if (ReadOne(bytes, level, out var length) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            bytes = bytes[length..];
        }

        return parts;
    }
}
