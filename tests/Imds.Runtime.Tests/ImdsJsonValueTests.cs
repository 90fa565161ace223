using System.Text.Json;

namespace Imds.Runtime.Tests;

public class ImdsJsonValueTests
{
    [Theory]
    [InlineData("30", 30)]
    [InlineData("\"30\"", 30)]
    [InlineData("-1", -1)]
    [InlineData("\"-1\"", -1)]
    [InlineData("24.0", 24)]
    [InlineData("2.4e1", 24)]
    [InlineData("24.5", 0)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("2147483648", 0)]
    [InlineData("\"-2147483649\"", 0)]
    [InlineData("99999999999999999999999999999999", 0)]
    [InlineData("1e999", 0)]
    [InlineData("\"\"", 0)]
    [InlineData("\"12x\"", 0)]
    [InlineData("\" 12\"", 0)]
    [InlineData("\"\\u0031\\u0032\"", 12)]
    [InlineData("null", 0)]
    [InlineData("true", 0)]
    [InlineData("[1,[2]]", 0)]
    [InlineData("{\"a\":1}", 0)]
    public void Int32(string json, int value) => Reads(json, value, ImdsJson.ReadInt32);

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    [InlineData("9223372036854775808", 0)]
    [InlineData("1e3", 1000)]
    [InlineData("{}", 0)]
    public void Int64(string json, long value) => Reads(json, value, ImdsJson.ReadInt64);

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("\"1.5\"", 1.5)]
    [InlineData("-2e-2", -0.02)]
    [InlineData("1e999", 0)]
    [InlineData("\"1e999\"", 0)]
    [InlineData("\"NaN\"", 0)]
    [InlineData("\"Infinity\"", 0)]
    [InlineData("\"1,5\"", 0)]
    [InlineData("\"\"", 0)]
    [InlineData("false", 0)]
    [InlineData("[]", 0)]
    public void Double(string json, double value) => Reads(json, value, ImdsJson.ReadDouble);

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"TRUE\"", true)]
    [InlineData("\"\\u0074rue\"", true)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"truth\"", false)]
    [InlineData("\"4Rue\"", false)]
    [InlineData("1", false)]
    [InlineData("null", false)]
    [InlineData("{\"a\":true}", false)]
    public void Boolean(string json, bool value) => Reads(json, value, ImdsJson.ReadBoolean);

    [Theory]
    [InlineData("\"T\\u0052ue\"")]
    [InlineData("\"true \"")]
    public void Only_the_whole_word_is_true(string json) => Reads(json, json.Contains("0052"), ImdsJson.ReadBoolean);

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("[\"a\",\"b\",\"c\"]", "[a, b, c]")]
    [InlineData("[null,1,true,{\"a\":[]},[2],\"x\"]", "[, 1, true, , , x]")]
    [InlineData("null", "[]")]
    [InlineData("\"a\"", "[]")]
    [InlineData("{\"0\":\"a\"}", "[]")]
    public void List(string json, string value)
    {
        static string Read(ref Utf8JsonReader reader) => ImdsJson.ReadList(ref reader, ImdsJson.ReadString).ToString();
        Reads(json, value, Read);
    }

    [Fact]
    public void Lists_of_lists_read()
    {
        static ImdsList<int> Inner(ref Utf8JsonReader reader) => ImdsJson.ReadList(ref reader, ImdsJson.ReadInt32);
        var list = ImdsJson.Parse("[[1],null,[2,3]]", (ref Utf8JsonReader reader) => ImdsJson.ReadList(ref reader, Inner));
        Assert.Equal("[[1], [], [2, 3]]", list.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("None")]
    [InlineData("Windows")]
    [InlineData("Linux")]
    public void A_value_that_repeats_is_one_string(string value) =>
        Assert.Same(ImdsJson.Parse($"\"{value}\"", ImdsJson.ReadString), ImdsJson.Parse($"  \"{value}\"  ", ImdsJson.ReadString));

    [Theory]
    [InlineData("True")]
    [InlineData("none")]
    [InlineData("linux")]
    [InlineData("Windowz")]
    public void A_value_that_only_looks_like_one_is_itself(string value) => Reads($"\"{value}\"", value, ImdsJson.ReadString);

    private static void Reads<T>(string json, T value, ImdsReader<T> read)
    {
        Assert.Equal(value, ImdsJson.Parse(json, read));
        Assert.Equal(value, ImdsJsonTests.ReadInPieces(json, read));

        // In the midst of an object the reader must come out exactly at the value's end.
        static string Member(ref Utf8JsonReader reader) => Calls.ReadName(ref reader);
        var inside = $$"""{"value":{{json}},"name":"after"}""";
        Assert.Equal("after", ImdsJson.Parse(inside, Member));
        Assert.Equal((value, "after"), ImdsJson.Parse(inside, (ref Utf8JsonReader reader) =>
        {
            ImdsJson.BeginObject(ref reader);
            ImdsJson.NextMember(ref reader);
            ImdsJson.Name(ref reader);
            var read1 = read(ref reader);
            ImdsJson.NextMember(ref reader);
            ImdsJson.Name(ref reader);
            var name = ImdsJson.ReadString(ref reader);
            Assert.False(ImdsJson.NextMember(ref reader));
            return (read1, name);
        }));
    }
}
