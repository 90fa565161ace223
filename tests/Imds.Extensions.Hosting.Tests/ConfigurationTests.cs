using System.Text;
using Imds.Emulator;
using Imds.Runtime.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Imds.Extensions.Hosting.Tests;

/// <summary>What of the machine's metadata becomes configuration.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task Tags_are_chosen_by_prefix()
    {
        await using var emulator = await MachineAsync(
            tags: """{"name":"app-Cache__Size","value":"42"},{"name":"APP-Title","value":"a:b;c"},{"name":"owner","value":"x"}""");

        using var configuration = Configuration(emulator, options => options.TagPrefixes.Add("app-"));

        Assert.Equal(["Cache:Size=42", "Title=a:b;c"], Lines(configuration));
    }

    [Fact]
    public async Task Nothing_is_chosen_unasked()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { Listen = false });
        using var configuration = Configuration(emulator, _ => { });
        Assert.Empty(Lines(configuration));
    }

    [Fact]
    public async Task User_data_is_read_as_JSON()
    {
        await using var emulator =
            await MachineAsync("""{ /* queue */ "Queue": { "Name": "a", "Sizes": [1, 2.5], "On": true, "None": "" }, }""");

        using var configuration = Configuration(emulator, options => options.UserData = ImdsUserDataFormat.Json);

        Assert.Equal(
            ["Queue:Name=a", "Queue:None=", "Queue:On=True", "Queue:Sizes:0=1", "Queue:Sizes:1=2.5"], Lines(configuration));
    }

    [Fact]
    public async Task User_data_is_read_as_keys_and_values()
    {
        await using var emulator = await MachineAsync("# settings\r\n\r\nQueue__Name = a=b \nEmpty=\n");

        using var configuration = Configuration(emulator, options => options.UserData = ImdsUserDataFormat.KeyValue);

        Assert.Equal(["Empty=", "Queue:Name=a=b"], Lines(configuration));
    }

    [Theory]
    [InlineData(ImdsUserDataFormat.Json, "#cloud-config",
        "The user data of this machine is not JSON, as ImdsConfigurationOptions.UserData says")]
    [InlineData(ImdsUserDataFormat.Json, "[1]", "The user data of this machine is JSON, but no object")]
    [InlineData(ImdsUserDataFormat.Json, """{ "a": "\ud800" }""", "The user data of this machine is JSON with half of a surrogate pair")]
    [InlineData(ImdsUserDataFormat.KeyValue, "a=b\nsecret", "Line 2 of the user data of this machine is not key=value")]
    public async Task User_data_of_another_format_is_an_error(ImdsUserDataFormat format, string userData, string message)
    {
        await using var emulator = await MachineAsync(userData);

        var failure = Assert.Throws<FormatException>(() => Configuration(emulator, options => options.UserData = format));

        Assert.StartsWith(message, failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
    }

    [Fact]
    public async Task Fields_are_chosen_by_their_paths()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { Listen = false });

        using var configuration = Configuration(emulator, options =>
        {
            options.Fields["Machine:Size"] = "compute.vmSize";
            options.Fields["Machine:Set"] = "compute.vmScaleSetName"; // empty
            options.Fields["Machine:Mac"] = "Network.Interface[0].macAddress";
            options.Fields["Machine:Other"] = "network.interface[7].macAddress"; // there is none
            options.Fields["Plan"] = "compute.osProfile";
        });

        Assert.Equal("Standard_D4s_v5", configuration["Machine:Size"]);
        Assert.NotEmpty(configuration["Machine:Mac"]!);
        Assert.Equal("orchard-web-01", configuration["Plan:computerName"]);
        Assert.Equal(["Mac", "Size"], configuration.GetSection("Machine").GetChildren().Select(child => child.Key));
    }

    [Theory]
    [InlineData("compute.vmSice", "The instance document has no field 'compute.vmSice'; did you mean vmSize in place of vmSice?")]
    [InlineData("compute/vmSize",
        "The instance document has no field 'compute/vmSize'. ImdsConfigurationOptions.Fields takes paths such as compute.vmSize.")]
    [InlineData("compute[0]", "There is no field 'compute[0]': 'compute[0]' must be a list with the index of an element")]
    [InlineData("network.interface[x].mac", "There is no field 'network.interface[x].mac': 'interface[x]' must be a list")]
    public void A_field_that_is_none_is_an_error_off_Azure_as_well(string path, string message)
    {
        var failure = Assert.Throws<ArgumentException>(() => new ConfigurationBuilder().AddImds(options =>
        {
            options.Handler = NoRoute();
            options.Fields["x"] = path;
        }).Build());
        Assert.StartsWith(message, failure.Message);
    }

    [Fact]
    public async Task The_endpoint_is_that_of_earlier_sources()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([KeyValuePair.Create("Imds:Endpoint", (string?)emulator.Endpoint.ToString())]);

        configuration.AddImds(options => options.Fields["Size"] = "compute.vmSize");

        Assert.Equal("Standard_D4s_v5", configuration["Size"]);
    }

    [Fact]
    public void An_endpoint_that_is_none_is_an_error()
    {
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([KeyValuePair.Create("Imds:Endpoint", (string?)"localhost")]);
        var failure = Assert.Throws<ArgumentException>(() => configuration.AddImds(_ => { }));
        Assert.StartsWith("Imds:Endpoint is 'localhost': it must be an absolute http address", failure.Message);
    }

    [Fact]
    public void Off_Azure_there_are_no_settings()
    {
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddImds(options =>
        {
            options.Handler = NoRoute();
            options.TagPrefixes.Add("");
            options.OnFailure = failure => Assert.Fail(failure.Message);
        }).Build();
        Assert.Empty(Lines(configuration));
    }

    [Fact]
    public async Task Off_Azure_the_start_waits_for_a_second_at_most()
    {
        var clock = new TestClock();
        var loading = Task.Run(() => (ConfigurationRoot)new ConfigurationBuilder().AddImds(options =>
        {
            options.TimeProvider = clock;
            options.Handler = new StubHandler(async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            });
        }).Build());

        await clock.RunAsync(loading, TimeSpan.FromSeconds(1.5));

        Assert.Empty(Lines(await loading));
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Elapsed);
    }

    [Fact]
    public void Settings_that_must_be_there_are_an_error_off_Azure()
    {
        var failure = Assert.Throws<ImdsException>(() => new ConfigurationBuilder().AddImds(options =>
        {
            options.Handler = NoRoute();
            options.Optional = false;
        }).Build());
        Assert.Equal(ImdsFailure.Unreachable, failure.Reason);
    }

    [Fact]
    public async Task A_service_that_fails_leaves_optional_settings_out_and_is_told()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { Listen = false });
        emulator.Faults.Add("instance", ImdsFault.Status(403));
        var failures = new List<Exception>();

        using var configuration = Configuration(emulator, options =>
        {
            options.TagPrefixes.Add("");
            options.OnFailure = failures.Add;
        });

        Assert.Empty(Lines(configuration));
        Assert.Contains("403", Assert.Single(failures).Message);
        Assert.Throws<ImdsException>(() => Configuration(emulator, options => options.Optional = false));
    }

    [Fact]
    public async Task Changes_are_seen_on_the_interval_and_failures_change_nothing()
    {
        var clock = new TestClock();
        await using var emulator = await MachineAsync("a=1");
        var failures = new List<Exception>();
        using var configuration = Configuration(emulator, options =>
        {
            options.UserData = ImdsUserDataFormat.KeyValue;
            options.ReloadInterval = TimeSpan.FromMinutes(5);
            options.Timeout = TimeSpan.FromDays(20); // so that the clock is never moved to it
            options.TimeProvider = clock;
            options.OnFailure = failures.Add;
        });
        var reloads = 0;
        using var registration = ChangeToken.OnChange(configuration.GetReloadToken, () => Interlocked.Increment(ref reloads));

        async Task PassAsync(Func<bool> condition)
        {
            for (var i = 0; !condition(); i++)
            {
                Assert.True(i < 2_000, "This has not come to pass.");
                await clock.RunAsync(Task.Delay(5), clock.Elapsed + TimeSpan.FromMinutes(5.1));
            }
        }

        emulator.SetDocument(Document("garbage"));
        await PassAsync(() => failures.Count > 0);
        Assert.Equal(("1", 0), (configuration["a"], reloads));

        emulator.SetDocument(Document("a=2"));
        await PassAsync(() => reloads > 0);
        Assert.Equal("2", configuration["a"]);

        configuration.Dispose();
        await clock.NoTimerAsync();
    }

    [Fact]
    public void An_interval_that_is_none_is_an_error() => Assert.StartsWith(
        "ImdsConfigurationOptions.ReloadInterval is 00:00:00: it must be greater than 0",
        Assert.Throws<ArgumentException>(() => new ConfigurationBuilder().AddImds(options => options.ReloadInterval = TimeSpan.Zero)
            .Build()).Message);

    private static StubHandler NoRoute() => new(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route"));

    private static Task<ImdsEmulator> MachineAsync(string userData = "", string tags = "") =>
        ImdsEmulator.StartAsync(new() { Listen = false, Document = Document(userData, tags) });

    private static string Document(string userData, string tags = "") =>
        $$$"""
        {"compute":{"vmId":"x","userData":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(userData))}}}","tagsList":[{{{tags}}}]},"network":{}}
        """;

    private static ConfigurationRoot Configuration(ImdsEmulator emulator, Action<ImdsConfigurationOptions> choose) =>
        (ConfigurationRoot)new ConfigurationBuilder().AddImds(options =>
        {
            options.Handler = emulator.CreateHandler();
            choose(options);
        }).Build();

    private static IEnumerable<string> Lines(IConfiguration configuration) =>
        configuration.AsEnumerable().Where(setting => setting.Value is not null).Select(setting => $"{setting.Key}={setting.Value}")
            .Order(StringComparer.Ordinal);
}
