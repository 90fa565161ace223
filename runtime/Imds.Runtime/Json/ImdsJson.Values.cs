using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Imds.CompilerServices;

public static partial class ImdsJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Reads a string. A number or boolean gives its JSON text; null, an object or an array gives "".</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // for every field once: small callers are worth more than the calls
    public static string ReadString(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && !reader.ValueIsEscaped
            ? Text(reader.ValueSpan) : RareString(ref reader);

    private static string RareString(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text(Unescaped(ref reader));
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Number:
                return Text(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            default:
                Skip(ref reader);
                return "";
        }
    }

    /// <summary>Reads a whole number, or a string that holds one; anything else, or one out of range, gives 0.</summary>
    public static int ReadInt32(ref Utf8JsonReader reader) =>
        ReadInt64(ref reader) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : 0;

    /// <summary>Reads a whole number, or a string that holds one; anything else, or one out of range, gives 0.</summary>
    public static long ReadInt64(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out var whole):
                return whole;
            case JsonTokenType.Number when reader.TryGetDecimal(out var number): // 24.0 and 2.4e1 are 24
                return decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue ? (long)number : 0;
            case JsonTokenType.String:
                var text = StringBytes(ref reader);
                return Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length ? value : 0;
            default:
                Skip(ref reader);
                return 0;
        }
    }

    /// <summary>Reads a number, or a string that holds one; anything else, or one out of range, gives 0.</summary>
    public static double ReadDouble(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetDouble(out var number) ? Finite(number) : 0;
            case JsonTokenType.String:
                var text = StringBytes(ref reader);
                return Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length ? Finite(value) : 0;
            default:
                Skip(ref reader);
                return 0;
        }
    }

    /// <summary>Reads a boolean, or a string that holds one in any case; anything else gives false.</summary>
    public static bool ReadBoolean(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.String:
                var text = StringBytes(ref reader);
                return text.Length == 4
                    && (text[0] | 0x20) == 't' && (text[1] | 0x20) == 'r' && (text[2] | 0x20) == 'u' && (text[3] | 0x20) == 'e';
            default:
                Skip(ref reader);
                return false;
        }
    }

    /// <summary>Reads a list, each of its items by <paramref name="item"/>; anything that is no array gives the empty list.</summary>
    public static ImdsList<T> ReadList<T>(ref Utf8JsonReader reader, ImdsReader<T> item)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Skip(ref reader);
            return ImdsList<T>.Empty;
        }

        MoveOn(ref reader);
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return ImdsList<T>.Empty;
        }

        T[] items = [item(ref reader)]; // most lists have one item
        var count = 1;
        for (MoveOn(ref reader); reader.TokenType != JsonTokenType.EndArray; MoveOn(ref reader))
        {
            if (count == items.Length)
            {
                Array.Resize(ref items, count * 2);
            }

            items[count++] = item(ref reader);
        }

        Array.Resize(ref items, count); // nothing if it fits already
        return ImdsList<T>.Owning(items);
    }

    private static ReadOnlySpan<byte> StringBytes(ref Utf8JsonReader reader) =>
        reader.HasValueSequence || reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;

    private static double Finite(double value) => double.IsNaN(value) || double.IsInfinity(value) ? 0 : value;

    // The values that repeat in every reply are one string each. A test of the length costs next to nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static string Text(ReadOnlySpan<byte> utf8)
    {
        switch (utf8.Length)
        {
            case 0:
                return "";
            case 1 when (uint)(utf8[0] - '0') < 10:
                return Digits[utf8[0] - '0'];
            case 4 when utf8.SequenceEqual("true"u8):
                return "true";
            case 4 when utf8.SequenceEqual("None"u8):
                return "None";
            case 5 when utf8.SequenceEqual("false"u8):
                return "false";
            case 5 when utf8.SequenceEqual("Linux"u8):
                return "Linux";
            case 6 when utf8.SequenceEqual("latest"u8):
                return "latest";
            case 7 when utf8.SequenceEqual("Windows"u8):
                return "Windows";
            case 8 when utf8.SequenceEqual("ReadOnly"u8):
                return "ReadOnly";
            case 9 when utf8.SequenceEqual("ReadWrite"u8):
                return "ReadWrite";
            case 11 when utf8.SequenceEqual("Premium_LRS"u8):
                return "Premium_LRS";
            default:
                return Decode(utf8);
        }
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
#if NET8_0_OR_GREATER
        // Nearly all of the service's text is ASCII, which is read in one pass where UTF-8 takes two.
        if (Ascii.IsValid(utf8))
        {
            return Encoding.Latin1.GetString(utf8);
        }
#endif
        try
        {
            return Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw NotText(e);
        }
    }
}
