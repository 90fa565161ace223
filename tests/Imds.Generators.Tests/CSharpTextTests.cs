using Imds.Generators.Emit;

namespace Imds.Generators.Tests;

/// <summary>What text of a spec is in a source file.</summary>
public class CSharpTextTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain ~ text", "\"plain ~ text\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\n\u007F\u00E9\u2028", "\"\\u000A\\u007F\\u00E9\\u2028\"")]
    [InlineData("{0}", "\"{0}\"")]
    public void A_literal_is_plain_ASCII(string text, string literal) => Assert.Equal(literal, CSharpText.Literal(text));

    [Theory]
    [InlineData("a\"b", true, "\"a\\\"b\"u8")]
    [InlineData("ab", false, "new byte[] { 0x61, 0x62 }")]
    [InlineData("\u00E9", true, "new byte[] { 0xC3, 0xA9 }")]
    [InlineData("a\u007F", true, "new byte[] { 0x61, 0x7F }")]
    public void A_name_in_UTF8_is_a_literal_where_there_are_such(string text, bool literals, string expression) =>
        Assert.Equal(expression, CSharpText.Utf8(text, literals));

    [Theory]
    [InlineData("a & b < c > d", "a &amp; b &lt; c &gt; d")]
    [InlineData("  one\r\n\ttwo  three ", "one two three")]
    [InlineData("a\u2028b\u2029c\u0085d\u200Ee\uE000f\uFFFEg\uFFFFh", "a b c d e f g h")]
    [InlineData("a\uD83D\uDE00b", "a b")]
    [InlineData("caf\u00E9 \u2026", "caf\u00E9 \u2026")]
    [InlineData("\u0378x", "x")]
    [InlineData("a `b` c", "a <c>b</c> c")]
    [InlineData("`b`", "<c>b</c>")]
    [InlineData("`a` and `b`.", "<c>a</c> and <c>b</c>.")]
    [InlineData("an odd ` one", "an odd ` one")]
    [InlineData("`a` and ` one", "<c>a</c> and ` one")]
    [InlineData("``` x", "``` x")]
    [InlineData("``a`", "`<c>a</c>")]
    [InlineData("`<x>`", "<c>&lt;x&gt;</c>")]
    [InlineData("", "")]
    public void A_comment_is_one_line_of_XML(string text, string xml) => Assert.Equal(xml, CSharpText.Xml(text));

    [Fact]
    public void Half_a_pair_is_none() => Assert.Equal("a b", CSharpText.Xml("a" + (char)0xD83D + "b" + (char)0xDE00));

    [Theory]
    [InlineData("VmId", "_vmId")]
    [InlineData("X", "_x")]
    [InlineData("_2d", "__2d")]
    public void A_field_stands_behind_each_property(string member, string field) => Assert.Equal(field, CSharpText.Field(member));

    [Theory]
    [InlineData("Gets it", "Gets it.")]
    [InlineData("It is.", "It is.")]
    [InlineData("Is it?", "Is it?")]
    [InlineData("It is!", "It is!")]
    [InlineData("These:", "These:")]
    [InlineData("", "Otherwise.")]
    public void A_summary_is_a_sentence(string text, string sentence)
    {
        var writer = new SourceWriter(depth: 1);
        writer.Summary(text, "Otherwise");
        Assert.Equal($"    /// <summary>{sentence}</summary>\n", writer.ToString());
    }

    [Fact]
    public void Remarks_are_one_line_or_paragraphs_or_none()
    {
        Assert.Equal("", Remarks("", ""));
        Assert.Equal("/// <remarks>One.</remarks>\n", Remarks("", "One."));
        Assert.Equal("/// <remarks>\n/// <para>One.</para>\n/// <para>Two.</para>\n/// </remarks>\n", Remarks("One.", "", "Two."));

        static string Remarks(params string[] lines)
        {
            var writer = new SourceWriter();
            writer.Remarks(lines);
            return writer.ToString();
        }
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("2019-06-01", "", "Since api-version 2019-06-01.")]
    [InlineData("2019-06-01", "2021-02-01", "From api-version 2019-06-01, gone with 2021-02-01.")]
    [InlineData("", "2021-02-01", "")]
    public void Docs_say_from_when_to_when(string introduced, string withdrawn, string text) =>
        Assert.Equal(text, Doc.Since(introduced, withdrawn));

    [Theory]
    [InlineData("instance", "2021-02-01", "", "", "<c>http://169.254.169.254/metadata/instance?api-version=2021-02-01</c>")]
    [InlineData("a/{0}/b/{1}", "2021-02-01", "text", "GET ",
        "<c>GET http://169.254.169.254/metadata/a/{index}/b/{index}?api-version=2021-02-01&amp;format=text</c>")]
    [InlineData("versions", "", "", "", "<c>http://169.254.169.254/metadata/versions</c>")]
    [InlineData("versions", "", "text", "", "<c>http://169.254.169.254/metadata/versions?format=text</c>")]
    public void Docs_show_the_URL(string template, string version, string format, string verb, string url) =>
        Assert.Equal(url, Doc.Url(template, version, format, verb));

    [Theory]
    [InlineData("The name", "Gets the name.")]
    [InlineData("A name.", "Gets a name.")]
    [InlineData("An id", "Gets an id.")]
    [InlineData("All names", "Gets all names.")]
    [InlineData("Another", "Another.")]
    [InlineData("the name", "the name.")]
    [InlineData("", "Gets <c>a/{index}</c>.")]
    public void Docs_say_what_a_call_gets(string description, string text) => Assert.Equal(text, Doc.Gets(description, "a/{0}"));
}
