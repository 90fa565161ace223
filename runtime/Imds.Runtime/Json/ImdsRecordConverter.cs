using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Imds.Runtime.Json;

namespace Imds.CompilerServices;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated record.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsRecordConverter<T> : JsonConverter<T>
    where T : class, IImdsRecord<T>, new()
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Record<T>.Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            Record<T>.Write(writer, value);
        }
    }
}
