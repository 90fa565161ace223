using System.Globalization;

namespace Imds.Runtime.Tests;

public class ImdsApiVersionTests
{
    [Theory]
    [InlineData("2017-03-01")]
    [InlineData("2025-04-07")]
    [InlineData("2024-02-29")]
    [InlineData("0001-01-01")]
    public void A_date_reads_and_writes_back(string text) => Assert.Equal(text, ImdsApiVersion.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2018-20-01")]
    [InlineData("2018-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2018-00-01")]
    [InlineData("0000-01-01")]
    [InlineData("2018-1-01")]
    [InlineData("2018/10/01")]
    [InlineData("2018-10-01 ")]
    [InlineData("+018-10-01")]
    [InlineData("2018-10- 1")]
    [InlineData("٢٠١٨-١٠-٠١")]
    [InlineData("20181001")]
    [InlineData("2021-02-01-preview")]
    public void Anything_else_is_no_version(string text)
    {
        Assert.False(ImdsApiVersion.TryParse(text, out var version));
        Assert.Equal(default, version);
        Assert.Contains("yyyy-MM-dd", Assert.Throws<FormatException>(() => ImdsApiVersion.Parse(text)).Message);
    }

    [Fact]
    public void Null_is_no_version()
    {
        Assert.False(ImdsApiVersion.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => ImdsApiVersion.Parse(null!));
    }

    [Fact]
    public void A_date_that_is_none_cannot_be_made() =>
        Assert.Contains("2018-20-01", Assert.Throws<ArgumentOutOfRangeException>(() => new ImdsApiVersion(2018, 20, 1)).Message);

    [Fact]
    public void Versions_are_ordered_by_date()
    {
        var (old, same, young) = (new ImdsApiVersion(2019, 11, 1), new ImdsApiVersion(2019, 11, 1), new ImdsApiVersion(2020, 6, 1));
        Assert.True(old < young && old <= young && old <= same && young > old && young >= old && same >= old && old == same
            && old != young);
        Assert.False(young < old || young <= old || old > young || old >= young || old != same || old == young);
        Assert.True(old.CompareTo(young) < 0 && young.CompareTo((object)old) > 0 && old.CompareTo(null) > 0);
        Assert.Throws<ArgumentException>(() => old.CompareTo("2019-11-01"));
        Assert.Equal(old.GetHashCode(), same.GetHashCode());
        Assert.True(old.Equals((object)same));
        Assert.False(old.Equals("2019-11-01"));
    }

    [Fact]
    public void The_default_is_no_version_and_older_than_all()
    {
        Assert.Equal("", default(ImdsApiVersion).ToString());
        Assert.True(default(ImdsApiVersion) < ImdsApiVersion.Parse("0001-01-01"));
    }

    [Fact]
    public void No_culture_changes_the_text()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NativeDigits = ["٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"];
            culture.NumberFormat.NegativeSign = "~";
            culture.DateTimeFormat.DateSeparator = ".";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("2021-02-01", new ImdsApiVersion(2021, 2, 1).ToString());
            Assert.True(ImdsApiVersion.TryParse("2021-02-01", out _));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
