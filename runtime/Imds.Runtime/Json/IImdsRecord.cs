using System.ComponentModel;
using System.Text.Json;

namespace Imds.CompilerServices;

/// <summary>
/// How a generated record is read from JSON and written as JSON. Records implement it explicitly: it is for the runtime alone.
/// </summary>
/// <typeparam name="T">The record itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IImdsRecord<T>
    where T : class, IImdsRecord<T>, new()
{
    /// <summary>Reads a record of the same type from the value that the reader is on; it is empty where that is not an object.</summary>
    /// <remarks>Reading does not change the record that it is called on, which only says what to read.</remarks>
    T Read(ref Utf8JsonReader reader);

    /// <summary>Writes all fields as members of an object that the caller has begun and will end.</summary>
    void WriteMembers(Utf8JsonWriter writer);
}
