namespace Imds.Runtime.Tests;

public class ImdsTextExtensionsTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Booleans(string text, bool? value) => Assert.Equal(value, text.AsImdsBoolean());

    [Theory]
    [InlineData("", null)]
    [InlineData("30", 30)]
    [InlineData("-1", -1)]
    public void Numbers(string text, int? value)
    {
        Assert.Equal(value, text.AsImdsInt32());
        Assert.Equal(value, text.AsImdsInt64());
    }

    [Fact]
    public void Large_numbers() => Assert.Equal(1L << 40, "1099511627776".AsImdsInt64());

    [Theory]
    [InlineData("yes")]
    [InlineData(" ")]
    [InlineData("1,5")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public void Wrong_is_not_empty(string text)
    {
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => text.AsImdsBoolean()).Message);
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => text.AsImdsInt32()).Message);
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => text.AsImdsInt64()).Message);
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => text.AsImdsTime()).Message);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Mon, 19 Sep 2016 18:29:47 GMT", "2016-09-19T18:29:47Z")]
    [InlineData("11/30/20 21:19:19 -0000", "2020-11-30T21:19:19Z")]
    [InlineData("11/30/20 21:19:19 +0000", "2020-11-30T21:19:19Z")]
    [InlineData("1606782000", "2020-12-01T00:20:00Z")]
    [InlineData("2020-12-01T00:20:00Z", "2020-12-01T00:20:00Z")]
    [InlineData("2020-12-01T00:20:00.1234567+02:00", "2020-11-30T22:20:00.1234567Z")]
    [InlineData("2020-12-01T00:20:00", "2020-12-01T00:20:00Z")]
    public void Times(string text, string? time) =>
        Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
            text.AsImdsTime());

    [Fact]
    public void Tags_keep_their_order_and_their_colons()
    {
        Assert.Empty("".AsImdsTags());
        Assert.Equal(
            [new("Department", "IT"), new("url", "http://a"), new("empty", ""), new("Department", "HR")],
            "Department:IT;url:http://a;empty:;Department:HR;".AsImdsTags());
        Assert.Equal<object>((ImdsList<KeyValuePair<string, string>>)[new("a", "b;loose")], "a:b;loose".AsImdsTags());
        Assert.Equal<object>((ImdsList<KeyValuePair<string, string>>)[new("a", "b;c"), new("d", "e")], "a:b;c;d:e".AsImdsTags());
        Assert.Equal<object>((ImdsList<KeyValuePair<string, string>>)[new("a", "b;;c")], "a:b;;c;".AsImdsTags());
        Assert.Equal<object>((ImdsList<KeyValuePair<string, string>>)[new("x", "y;z:w")], "x:y;z:w".AsImdsTags([new("x", "y;z:w")]));
        Assert.Equal<object>((ImdsList<KeyValuePair<string, string>>)[new("x", "y")], "x:y".AsImdsTags([]));
        Assert.Contains("'loose'", Assert.Throws<FormatException>(() => "loose;a:b".AsImdsTags()).Message);
    }

    [Fact]
    public void User_data()
    {
        Assert.Empty("".AsImdsBytes());
        Assert.Equal("", "".AsImdsUserText());
        Assert.Equal("#!/bin/sh é", "IyEvYmluL3NoIMOp".AsImdsUserText());
        Assert.Equal([0xC3, 0x28], "wyg=".AsImdsBytes());
        Assert.Contains("AsImdsBytes", Assert.Throws<FormatException>(() => "wyg=".AsImdsUserText()).Message);
        Assert.DoesNotContain("p@ss", Assert.Throws<FormatException>(() => "p@ss".AsImdsBytes()).ToString());
        Assert.Throws<ArgumentNullException>(() => ((string)null!).AsImdsBytes());
    }
}
