using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Imds.CompilerServices;

// Each of these is called for every field of every record, and the writer's methods are large. Were they inlined, the code that writes a
// document would be too much for the processor to keep at hand, and slower than the calls.
public static partial class ImdsJson
{
    /// <summary>Writes the start of an object.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeginObject(Utf8JsonWriter writer) => writer.WriteStartObject();

    /// <summary>Writes the start of a member that is an object.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeginObject(Utf8JsonWriter writer, JsonEncodedText name) => writer.WriteStartObject(name);

    /// <summary>Writes the end of an object.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EndObject(Utf8JsonWriter writer) => writer.WriteEndObject();

    /// <summary>Writes a member that is a string.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteString(Utf8JsonWriter writer, JsonEncodedText name, string value) => writer.WriteString(name, value);

    /// <summary>Writes a member that is a list, each of its items by <paramref name="item"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteList<T>(Utf8JsonWriter writer, JsonEncodedText name, ImdsList<T> list, ImdsWriter<T> item)
    {
        writer.WriteStartArray(name);
        foreach (var value in list)
        {
            item(writer, value);
        }

        writer.WriteEndArray();
    }
}
