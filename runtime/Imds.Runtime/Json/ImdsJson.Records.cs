using System.Runtime.CompilerServices;
using System.Text.Json;
using Imds.Runtime.Json;

namespace Imds.CompilerServices;

public static partial class ImdsJson
{
    /// <summary>Reads a whole document into a record.</summary>
    /// <exception cref="JsonException">The text is not JSON, nested deeper than 64 levels, or has more after its end.</exception>
    public static T Parse<T>(string json)
        where T : class, IImdsRecord<T>, new() => Parse(json, Record<T>.Read);

    /// <inheritdoc cref="Parse{T}(string)"/>
    public static T Parse<T>(ReadOnlySpan<byte> utf8Json)
        where T : class, IImdsRecord<T>, new() => Parse(utf8Json, Record<T>.Read);

    /// <summary>Writes a record as a whole document.</summary>
    public static string Write<T>(T record)
        where T : class, IImdsRecord<T>, new() => JsonDocumentWriter.Text(record, Record<T>.Write);

    /// <summary>Whether the name of a member is the one that is looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => name.SequenceEqual(wanted);

    /// <summary>Reads a list of records; anything that is no array gives the empty list.</summary>
    public static ImdsList<T> ReadList<T>(ref Utf8JsonReader reader)
        where T : class, IImdsRecord<T>, new() => ReadList(ref reader, Record<T>.Read);

    /// <summary>Writes a member that is a list of records.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteList<T>(Utf8JsonWriter writer, JsonEncodedText name, ImdsList<T> list)
        where T : class, IImdsRecord<T>, new() => WriteList(writer, name, list, Record<T>.Write);
}
