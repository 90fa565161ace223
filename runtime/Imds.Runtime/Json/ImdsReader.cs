using System.ComponentModel;
using System.Text.Json;

namespace Imds.CompilerServices;

/// <summary>Reads a value from JSON: from its first token, on which the reader stands, to its last, on which it leaves it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T ImdsReader<out T>(ref Utf8JsonReader reader);

/// <summary>Writes a value as JSON.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ImdsWriter<in T>(Utf8JsonWriter writer, T value);
