using System.Globalization;
using System.Net;
using Imds.CompilerServices;

namespace Imds.Runtime.Tests;

/// <summary>What generated methods read texts with: a value, or nothing where there is none.</summary>
public class ImdsTextTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("yes", null)]
    public void Booleans(string text, bool? value) => Assert.Equal(value, ImdsText.ReadBoolean(text));

    [Theory]
    [InlineData("", null)]
    [InlineData("30", 30)]
    [InlineData("-1", -1)]
    [InlineData(" ", null)]
    [InlineData("1,5", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999999999999", null)]
    public void Numbers(string text, int? value)
    {
        Assert.Equal(value, ImdsText.ReadInt32(text));
        Assert.Equal(value, ImdsText.ReadInt64(text));
    }

    [Fact]
    public void Nothing_is_in_no_text()
    {
        Assert.Null(ImdsText.ReadTime(null!));
        Assert.Null(ImdsText.ReadUri(null!));
        Assert.Null(ImdsText.ReadAddress(null!));
        Assert.Empty(ImdsText.ReadBytes(null!));
        Assert.Empty(ImdsText.ReadTags(null!));
    }

    [Fact]
    public void Large_numbers()
    {
        Assert.Equal(1L << 40, ImdsText.ReadInt64("1099511627776"));
        Assert.Null(ImdsText.ReadInt32("1099511627776"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("13f56399-bd52-4150-9748-7190aae1ff21", "13f56399-bd52-4150-9748-7190aae1ff21")]
    [InlineData("C7061BAC-AFDC-4513-B24B-AA5F13A16123", "c7061bac-afdc-4513-b24b-aa5f13a16123")]
    [InlineData("vm-01", null)]
    public void Guids(string text, string? value) => Assert.Equal(value, ImdsText.ReadGuid(text)?.ToString());

    [Theory]
    [InlineData("", null)]
    [InlineData("10.0.0.4", "10.0.0.4")]
    [InlineData("2001:DB8::4", "2001:db8::4")]
    [InlineData("10", null)]
    [InlineData("10.0.0.4/24", null)]
    [InlineData("1.2.3.999", null)]
    public void Addresses(string text, string? value) =>
        Assert.Equal(value is null ? null : IPAddress.Parse(value), ImdsText.ReadAddress(text));

    [Theory]
    [InlineData("", null)]
    [InlineData("https://vault.azure.net/secrets/a", "https://vault.azure.net/secrets/a")]
    [InlineData("/secrets/a", null)]
    [InlineData("secrets", null)]
    public void Uris(string text, string? value) => Assert.Equal(value, ImdsText.ReadUri(text)?.ToString());

    [Theory]
    [InlineData("", null)]
    [InlineData("Mon, 19 Sep 2016 18:29:47 GMT", "2016-09-19T18:29:47Z")]
    [InlineData("11/30/20 21:19:19 -0000", "2020-11-30T21:19:19Z")]
    [InlineData("11/30/20 21:19:19 +0000", "2020-11-30T21:19:19Z")]
    [InlineData("1606782000", "2020-12-01T00:20:00Z")]
    [InlineData("2020-12-01T00:20:00Z", "2020-12-01T00:20:00Z")]
    [InlineData("2020-12-01T00:20:00.1234567+02:00", "2020-11-30T22:20:00.1234567Z")]
    [InlineData("2020-12-01T00:20:00", "2020-12-01T00:20:00Z")]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    public void Times(string text, string? time) =>
        Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), ImdsText.ReadTime(text));

    [Theory]
    [InlineData("", "")]
    [InlineData("IyEvYmluL3NoIMOp", "#!/bin/sh é")]
    [InlineData("p@ss", "")]
    public void Bytes(string text, string value) => Assert.Equal(System.Text.Encoding.UTF8.GetBytes(value), ImdsText.ReadBytes(text));

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("loose")]
    [InlineData("Department:IT;url:http://a;empty:;Stage:Test;", "Department=IT", "url=http://a", "empty=", "Stage=Test")]
    [InlineData("a:b;loose", "a=b;loose")]
    [InlineData("a:b;c;d:e", "a=b;c", "d=e")]
    [InlineData("a:b;;c;", "a=b;;c")]
    [InlineData("a:b;;", "a=b;")]
    [InlineData("a:;b:", "a=", "b=")]
    [InlineData(":b", "=b")]
    [InlineData("loose;a:b", "a=b")]
    [InlineData("Department:IT;department:HR", "Department=IT")]
    public void Tags(string text, params string[] tags) =>
        Assert.Equal(tags, ImdsText.ReadTags(text).Select(tag => $"{tag.Key}={tag.Value}"));

    [Fact]
    public void Names_of_tags_are_found_in_any_case() => Assert.Equal("IT", ImdsText.ReadTags("Department:IT")["department"]);

    [Fact]
    public void A_list_of_tags_is_exact_and_goes_before_the_text()
    {
        ImdsList<string[]> list = [["x", "y;z:w"], ["v", ""]];

        Assert.Equal([new("x", "y;z:w"), new("v", "")], ImdsText.ReadTags("x:y;z:w;v:", list, tag => tag[0], tag => tag[1]));
        Assert.Equal([new("x", "y")], ImdsText.ReadTags("x:y", ImdsList<string[]>.Empty, tag => tag[0], tag => tag[1]));
    }
}
