using System.Text.Json;
using Imds.CompilerServices;

namespace Imds.Runtime.Json;

/// <summary>Reading and writing of one record type, made once.</summary>
internal static class Record<T>
    where T : class, IImdsRecord<T>, new()
{
    /// <summary>Reads the value that the reader is on.</summary>
    public static ImdsReader<T> Read { get; } = new T().Read;

    /// <summary>Writes a record as an object.</summary>
    public static ImdsWriter<T> Write { get; } = static (writer, record) =>
    {
        writer.WriteStartObject();
        record.WriteMembers(writer);
        writer.WriteEndObject();
    };
}
