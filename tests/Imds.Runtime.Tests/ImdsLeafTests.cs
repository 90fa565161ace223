using System.Globalization;
using System.Net;

namespace Imds.Runtime.Tests;

public class ImdsLeafTests
{
    [Fact]
    public async Task A_text_becomes_the_value()
    {
        Assert.Equal(" a ", await ReadAsync<string>(" a "));
        Assert.Equal(-30, await ReadAsync<int>("-30"));
        Assert.Equal(4294967296, await ReadAsync<long>("4294967296"));
        Assert.Equal(1.5, await ReadAsync<double>("1.5"));
        Assert.Equal(1e-3, await ReadAsync<double>("1e-3"));
        Assert.True(await ReadAsync<bool>("true"));
        Assert.False(await ReadAsync<bool>("False"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("1,000")]
    [InlineData("2147483648")]
    public async Task A_text_that_is_no_int_is_an_error(string text) => await RefusesAsync<int>(text, "32 bits");

    [Theory]
    [InlineData("")]
    [InlineData("9223372036854775808")]
    public async Task A_text_that_is_no_long_is_an_error(string text) => await RefusesAsync<long>(text, "64 bits");

    [Theory]
    [InlineData("")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public async Task A_text_that_is_no_number_is_an_error(string text) => await RefusesAsync<double>(text, "a number");

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("1")]
    public async Task A_text_that_is_no_boolean_is_an_error(string text) => await RefusesAsync<bool>(text, "true or false");

    [Fact]
    public async Task The_message_never_shows_the_text()
    {
        var failure = await Assert.ThrowsAsync<ImdsException>(() => ReadAsync<int>("secret"));
        Assert.DoesNotContain("secret", failure.ToString());
        Assert.Contains("6 characters", failure.Message);
    }

    [Fact]
    public async Task No_culture_changes_the_value()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(-1.5, await ReadAsync<double>("-1.5"));
            Assert.Equal(-2, await ReadAsync<int>("-2"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static async Task RefusesAsync<T>(string text, string kind)
    {
        var failure = await Assert.ThrowsAsync<ImdsException>(() => ReadAsync<T>(text));
        Assert.Equal(ImdsFailure.InvalidReply, failure.Reason);
        Assert.Contains(kind, failure.Message);
        Assert.Contains("/instance/compute/leaf", failure.Message);
    }

    private static async Task<T> ReadAsync<T>(string text)
    {
        using var connection = Calls.Connect(new StubHandler(HttpStatusCode.OK, text, "text/plain"));
        return await new ImdsLeaf<T>(ServiceEndpoints.Route(connection, "instance/compute/leaf")).GetAsync();
    }
}
