using System.Buffers;
using System.Text;
using System.Text.Json;
using Imds.Runtime.Json;

namespace Imds.Runtime.Tests;

public class ImdsJsonTests
{
    [Theory]
    [InlineData("""{"name":"x"}""", "x")]
    [InlineData("""{"other":{"name":"no"},"name":"x","more":[{"name":"no"}]}""", "x")]
    [InlineData("""{"name":"a","name":"b"}""", "b")]
    [InlineData("""{"n\u0061me":"x"}""", "x")]
    [InlineData("""{"\u006e\u0061\u006D\u0065":"\u0078\n\"\ud83d\ude00"}""", "x\n\"😀")]
    [InlineData("""{"Name":"x","":"y","nam":"z","name ":"w"}""", "")]
    [InlineData("""{"name":null}""", "")]
    [InlineData("""{"name":true}""", "true")]
    [InlineData("""{"name":12.50e1}""", "12.50e1")]
    [InlineData("""{"name":{"a":[1,{}]}}""", "")]
    [InlineData("""{"name":[[],"x"]}""", "")]
    [InlineData("{}", "")]
    [InlineData(" \r\n\t{ }\n ", "")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    [InlineData("[{\"name\":\"x\"}]", "")]
    [InlineData("17", "")]
    public void Odd_documents_read_without_error(string json, string value)
    {
        Assert.Equal(value, ImdsJson.Parse(json, Calls.ReadName));
        Assert.Equal(value, ImdsJson.Parse("\uFEFF" + json, Calls.ReadName));
        Assert.Equal(value, ReadInPieces(json, Calls.ReadName));
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("  ", 0, 2)]
    [InlineData("{", 0, 1)]
    [InlineData("{\"name\":\"x\"} x", 0, 13)]
    [InlineData("{}{}", 0, 2)]
    [InlineData("{\n  \"name\": 'x'\n}", 1, 10)]
    [InlineData("{\"name\":\"x\",}", 0, 12)]
    [InlineData("{/* no */}", 0, 1)]
    [InlineData("{\"name\":\"a\nb\"}", 0, 10)]
    [InlineData("{\"name\":01}", 0, 9)]
    [InlineData("<html>", 0, 0)]
    [InlineData("{\r\n\"a\":1,\r\n\"name\":\"\\ud800\"}", 2, 7)]
    [InlineData("{\n\"n\\ud800\": 1}", 1, 0)]
    public void What_is_not_json_is_an_error_that_says_where(string json, int line, int position)
    {
        var failure = Assert.ThrowsAny<JsonException>(() => ImdsJson.Parse(json, Calls.ReadName));
        Assert.Equal((line, position), (failure.LineNumber, failure.BytePositionInLine));
        Assert.Contains($"LineNumber: {line} | BytePositionInLine: {position}", failure.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_error_that_says_where()
    {
        byte[] json = [.. "{\n\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        var failure = Assert.ThrowsAny<JsonException>(() => ImdsJson.Parse(json, Calls.ReadName));
        Assert.Equal((1, 7), (failure.LineNumber, failure.BytePositionInLine));
    }

    [Fact]
    public void Bytes_that_are_no_text_in_what_is_skipped_do_no_harm()
    {
        byte[] json = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\",\"name\":\"x\"}"u8];
        Assert.Equal("x", ImdsJson.Parse(json, Calls.ReadName));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Depth_has_a_limit(int depth, bool fine)
    {
        var json = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        if (fine)
        {
            Assert.Equal("", ImdsJson.Parse(json, Calls.ReadName));
        }
        else
        {
            Assert.NotNull(Assert.ThrowsAny<JsonException>(() => ImdsJson.Parse(json, Calls.ReadName)).LineNumber);
        }
    }

    [Fact]
    public void A_document_cut_at_any_byte_is_an_error_that_says_where()
    {
        const string Text = """
            { "a": [1, -2.5e3, true, false, null, "\u00e9\\", "é😀"],
              "name": "x\ty", "b": { "c": {}, "d": [[], {"e": "f"}] } }
            """;
        var json = Encoding.UTF8.GetBytes(Text);
        Assert.Equal("x\ty", ImdsJson.Parse(json, Calls.ReadName));
        for (var length = 0; length < json.Length; length++)
        {
            var cut = json[..length];
            var failure = Assert.ThrowsAny<JsonException>(() => ImdsJson.Parse(cut, Calls.ReadName));
            Assert.NotNull(failure.LineNumber);
            Assert.NotNull(failure.BytePositionInLine);
        }
    }

    [Fact]
    public void A_document_with_any_byte_changed_reads_or_is_an_error_that_says_where()
    {
        var json = "{\"a\":[1,-2.5e3,true,null,\"\\u00e9\"],\"name\":\"x\\ty\",\"b\":{\"c\":{}}}"u8.ToArray();
        for (var place = 0; place < json.Length; place++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])json.Clone();
                changed[place] = (byte)value;
                if (Record.Exception(() => ImdsJson.Parse(changed, Calls.ReadName)) is { } failure)
                {
                    Assert.NotNull(Assert.IsAssignableFrom<JsonException>(failure).LineNumber);
                }
            }
        }
    }

    [Fact]
    public void A_name_longer_than_any_field_s_is_skipped()
    {
        var json = $$"""{"{{string.Concat(Enumerable.Repeat("\\u0061", 1000))}}":"no","name":"x"}""";
        Assert.Equal("x", ImdsJson.Parse(json, Calls.ReadName));
        Assert.Equal("x", ReadInPieces(json, Calls.ReadName));
    }

    [Fact]
    public void The_serializer_can_read_from_a_stream_that_comes_in_pieces()
    {
        var json = $$"""{"skipped":[{{string.Join(",", Enumerable.Range(0, 5000))}}],"name":"x"}""";
        var options = new JsonSerializerOptions { DefaultBufferSize = 16 };
        options.Converters.Add(new NameConverter());
        Assert.Equal(new Named("x"), JsonSerializer.Deserialize<Named>(new MemoryStream(Encoding.UTF8.GetBytes(json)), options));
    }

    [Fact]
    public void A_value_that_is_not_whole_is_an_error_not_a_wrong_value()
    {
        var cut = "{\"name\":\"x\",\"a\":[1,"u8.ToArray();
        Assert.Throws<JsonException>(() =>
        {
            var reader = new Utf8JsonReader(cut, isFinalBlock: false, default);
            reader.Read();
            return Calls.ReadName(ref reader);
        });
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => ImdsJson.Parse((string)null!, Calls.ReadName));
        Assert.Throws<ArgumentNullException>(() => ImdsJson.Parse<string>("{}", null!));
    }

    /// <summary>Reads the JSON from a sequence whose every piece is one byte, as a pipe may give it.</summary>
    internal static T ReadInPieces<T>(string json, ImdsReader<T> read)
    {
        Piece? first = null, last = null;
        foreach (var one in Encoding.UTF8.GetBytes(json))
        {
            last = new Piece(new[] { one }, last);
            first ??= last;
        }

        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(first!, 0, last!, 1));
        reader.Read();
        var value = read(ref reader);
        Assert.False(reader.Read());
        return value;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            before?.Next = this;
        }
    }

    [Fact]
    public void What_was_read_stays_in_no_memory_that_others_get()
    {
        const string Document = """{"name":"a secret token"}""";
        Assert.Equal("a secret token", ImdsJson.Parse(Document, Calls.ReadName));
        var next = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Document.Length));
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(next));
        ArrayPool<byte>.Shared.Return(next);
    }

    [Fact]
    public void What_was_written_stays_in_no_memory_that_is_kept_or_outgrown()
    {
        var document = new JsonDocumentWriter();
        var before = Write(document);
        ((IBufferWriter<byte>)document).GetMemory(before.Length); // more than there is left
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(before.Span));

        document.Clear();
        var kept = Write(document);
        document.Clear();
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(kept.Span));

        static Memory<byte> Write(IBufferWriter<byte> document)
        {
            var memory = document.GetMemory(1);
            "a secret token"u8.CopyTo(memory.Span);
            document.Advance("a secret token"u8.Length);
            return memory;
        }
    }

    private sealed record Named(string Name);

    private sealed class NameConverter : System.Text.Json.Serialization.JsonConverter<Named>
    {
        public override Named Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Calls.ReadName(ref reader));

        public override void Write(Utf8JsonWriter writer, Named value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);
    }
}
