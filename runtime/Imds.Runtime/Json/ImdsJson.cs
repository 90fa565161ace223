using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Imds.Runtime.Json;

namespace Imds.CompilerServices;

/// <summary>Reads JSON as the service sends it, and writes it: whatever is no error in the JSON itself is read without one.</summary>
/// <remarks>
/// Each method that reads a value expects the reader on the value's first token and leaves it on the last.
/// The whole value must be at hand, which is so in documents and in the converters of System.Text.Json.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ImdsJson
{
    // No name of the service comes near it; what is longer belongs to no field.
    private const int LongestName = 256;

    private static readonly JsonReaderOptions Strict = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 64,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="JsonException">The text is not JSON, nested deeper than 64 levels, or has more after its end.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8Json, ImdsReader<T> read)
    {
        if (read is null)
        {
            throw new ArgumentNullException(nameof(read));
        }

        var json = utf8Json.StartsWith(ByteOrderMark) ? utf8Json.Slice(ByteOrderMark.Length) : utf8Json;
        var reader = new Utf8JsonReader(json, Strict);
        try
        {
            reader.Read();
            var value = read(ref reader);
            reader.Read(); // throws if anything but white space follows
            return value;
        }
        catch (JsonException e) when (e.LineNumber is null)
        {
            throw At(json, reader.TokenStartIndex, e);
        }
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="JsonException">The text is not JSON, nested deeper than 64 levels, or has more after its end.</exception>
    public static T Parse<T>(string json, ImdsReader<T> read)
    {
        if (json is null)
        {
            throw new ArgumentNullException(nameof(json));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return Parse(buffer.AsSpan(0, Encoding.UTF8.GetBytes(json, 0, json.Length, buffer, 0)), read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true); // a document may hold a token
        }
    }

    /// <summary>Writes a whole document.</summary>
    public static string Write<T>(T value, ImdsWriter<T> write) =>
        JsonDocumentWriter.Text(value, write ?? throw new ArgumentNullException(nameof(write)));

    /// <summary>Whether the value is an object, which the reader then has entered; any other value is skipped whole.</summary>
    public static bool BeginObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        Skip(ref reader);
        return false;
    }

    /// <summary>Moves to the name of the object's next member; false, and on the object's end, when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // once in each loop over members
    public static bool NextMember(ref Utf8JsonReader reader)
    {
        MoveOn(ref reader);
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>The member's name, without escapes, as UTF-8; moves the reader to the member's value.</summary>
    /// <returns>The name, or nothing for one too long to be any field's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader)
    {
        var name = reader.HasValueSequence || reader.ValueIsEscaped ? RareName(ref reader) : reader.ValueSpan;
        MoveOn(ref reader);
        return name;
    }

    /// <summary>Whether the reader, on the name of a member, is on this one.</summary>
    /// <exception cref="JsonException">The name is not valid text.</exception>
    internal static bool IsOn(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException e)
        {
            throw NotText(e);
        }
    }

    /// <summary>Skips the value.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        // Not Skip(), which refuses where System.Text.Json reads from a stream, though the value is at hand there too.
        if (!reader.TrySkip())
        {
            ThrowCutShort();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveOn(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            ThrowCutShort();
        }
    }

    private static byte[] RareName(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return length <= LongestName ? Unescaped(ref reader) : [];
    }

    // The text of a string or name, whatever pieces and escapes it comes in.
    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        var bytes = new byte[length]; // an escape is longer than what it stands for
        try
        {
            Array.Resize(ref bytes, reader.CopyString(bytes));
            return bytes;
        }
        catch (InvalidOperationException e)
        {
            throw NotText(e);
        }
    }

    private static void ThrowCutShort() => throw new JsonException("The JSON ends in the middle of a value.");

    private static JsonException NotText(Exception inner) =>
        new("A string is not valid text: it holds bytes that are not UTF-8, or half of a surrogate pair.", inner);

    // Says where in the way System.Text.Json does: line and byte counted from 0.
    private static JsonException At(ReadOnlySpan<byte> json, long index, JsonException e)
    {
        var before = json.Slice(0, (int)index);
        var line = 0;
        int end;
        while ((end = before.IndexOf((byte)'\n')) >= 0)
        {
            line++;
            before = before.Slice(end + 1);
        }

        var message = FormattableString.Invariant($"{e.Message} LineNumber: {line} | BytePositionInLine: {before.Length}.");
        return new JsonException(message, e.Path, line, before.Length, e.InnerException);
    }
}
