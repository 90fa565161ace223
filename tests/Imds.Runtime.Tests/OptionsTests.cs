namespace Imds.Runtime.Tests;

public class OptionsTests
{
    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("metadata")]
    [InlineData("http://127.0.0.1/metadata?api-version=1")]
    [InlineData("http://127.0.0.1/metadata#a")]
    [InlineData("file:///metadata")]
    public void An_endpoint_that_cannot_work_is_refused(string endpoint) =>
        Refused(options => options.Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute), "Endpoint", endpoint);

    [Fact]
    public void A_host_of_characters_that_are_not_seen_is_refused() =>
        Refused(options => options.Endpoint = new Uri("http://\u202e"), "ImdsClientOptions.Endpoint is ");

    [Fact]
    public void A_password_in_the_endpoint_is_refused_and_not_shown()
    {
        var message = Refused(options => options.Endpoint = new Uri("http://me:hunter2@127.0.0.1/"), "Endpoint", "user");
        Assert.DoesNotContain("hunter2", message);
    }

    [Fact]
    public void What_cannot_be_missing_is_refused()
    {
        Refused(options => options.Endpoint = null!, "Endpoint", "null");
        Refused(options => options.TimeProvider = null!, "TimeProvider", "null");
        Assert.Throws<ArgumentNullException>(() => new ImdsConnection(null!, Calls.Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(30 * 24 * 3600)]
    public void A_time_out_of_bounds_is_refused(int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        Refused(options => options.ConnectTimeout = time, "ConnectTimeout", "greater than 0");
        Refused(options => options.AttemptTimeout = time, "AttemptTimeout", "greater than 0");
        Refused(options => options.Timeout = time, "ImdsClientOptions.Timeout", "greater than 0");
        Refused(options => options.ScheduledEventsTimeout = time, "ScheduledEventsTimeout", "greater than 0");
    }

    [Fact]
    public void A_size_below_one_is_refused() => Refused(options => options.MaxResponseBytes = 0, "MaxResponseBytes", "greater than 0");

    [Fact]
    public void A_version_that_is_none_is_refused() =>
        Assert.Throws<FormatException>(() => new ImdsConnection(new ImdsClientOptions(), "2018-20-01"));

    [Fact]
    public void The_version_is_the_one_asked_for() =>
        Assert.Equal(new ImdsApiVersion(2021, 2, 1), new ImdsConnection(new ImdsClientOptions(), "2021-02-01").ApiVersion);

    private static string Refused(Action<ImdsClientOptions> change, params string[] said)
    {
        var options = new ImdsClientOptions();
        change(options);
        var message = Assert.Throws<ArgumentException>(() => new ImdsConnection(options, Calls.Version)).Message;
        Assert.All(said, part => Assert.Contains(part, message));
        return message;
    }
}
