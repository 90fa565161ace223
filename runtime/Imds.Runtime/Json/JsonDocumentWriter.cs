using System.Buffers;
using System.Text;
using System.Text.Json;
using Imds.CompilerServices;

namespace Imds.Runtime.Json;

/// <summary>Writes whole documents into memory that is used again for the next: one for each thread that writes.</summary>
internal sealed class JsonDocumentWriter : IBufferWriter<byte>
{
    private const int FirstSize = 8 * 1024;

    // A thread keeps no more than this: documents of the service are smaller by far.
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static JsonDocumentWriter? _kept;

    private readonly Utf8JsonWriter _writer;
    private byte[] _bytes = new byte[FirstSize];
    private int _length;

    // What writes here is generated, and known to write well-formed documents.
    internal JsonDocumentWriter() => _writer = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });

    /// <summary>The document as text. The writer escapes what is not ASCII.</summary>
    public static string Text<T>(T value, ImdsWriter<T> write) =>
        Write(value, write, static bytes => Encoding.ASCII.GetString(bytes.Array!, 0, bytes.Count));

    /// <summary>The document as it is sent.</summary>
    public static byte[] Bytes<T>(T value, ImdsWriter<T> write) => Write(value, write, static bytes => bytes.AsSpan().ToArray());

    private static TResult Write<T, TResult>(T value, ImdsWriter<T> write, Func<ArraySegment<byte>, TResult> copy)
    {
        var document = _kept ?? new JsonDocumentWriter();
        _kept = null; // a document that is written while another is gets a writer of its own
        try
        {
            write(document._writer, value);
            document._writer.Flush();
            return copy(new ArraySegment<byte>(document._bytes, 0, document._length));
        }
        finally
        {
            document.Clear();
            if (document._bytes.Length <= LargestKept)
            {
                _kept = document;
            }
        }
    }

    /// <summary>Begins anew, and leaves nothing of what was written: it may hold a token.</summary>
    public void Clear()
    {
        _bytes.AsSpan(0, _length).Clear();
        _length = 0;
        _writer.Reset();
    }

    void IBufferWriter<byte>.Advance(int count) => _length += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Grow(int by)
    {
        if (_bytes.Length - _length < Math.Max(by, 1))
        {
            var larger = new byte[Math.Max(_bytes.Length * 2, _length + by)];
            _bytes.AsSpan(0, _length).CopyTo(larger);
            Array.Clear(_bytes, 0, _length);
            _bytes = larger;
        }
    }
}
