using System.Net;
using Imds.Emulator;
using Imds.Runtime.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imds.Extensions.Hosting.Tests;

/// <summary>The generated client as a service of the application.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task The_application_has_one_client_that_is_disposed_with_it()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var log = new LogList();
        ImdsClient client;
        await using (var provider = Services(services =>
        {
            services.AddSingleton<ILoggerFactory>(log);
            services.AddImdsClient(options => options.Endpoint = emulator.Endpoint);
        }))
        {
            client = provider.GetRequiredService<ImdsClient>();
            Assert.Same(client, provider.GetRequiredService<ImdsClient>());
            Assert.Equal("orchard-web-01", await client.Instance.Compute.Name.GetAsync());
        }

        Assert.Contains(log.Lines, line => line.Text.Contains("instance/compute/name"));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("HTTP request")); // not logged by the factory besides
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Instance.Compute.Name.GetAsync());
    }

    [Fact]
    public async Task Additional_versions_have_their_clients_as_well()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        await using var provider = Services(services => services.AddImdsClient(options => options.Endpoint = emulator.Endpoint));

        var older = provider.GetRequiredService<Imds.V2019_06_01.ImdsClient>();

        Assert.Equal("2019-06-01", older.ApiVersion.ToString());
        Assert.Equal("orchard-web-01", await older.Instance.Compute.Name.GetAsync());
    }

    [Fact]
    public async Task Its_requests_keep_the_rules_of_the_wire()
    {
        await using var other = new LoopbackServer(LoopbackServer.Ok("{}"));
        await using var server =
            new LoopbackServer(LoopbackServer.Reply("302 Found", "", $"Location: {other.Endpoint}", "Set-Cookie: a=b"));
        await using var provider = Services(services => services.AddImdsClient(options => options.Endpoint = server.Endpoint));
        var client = provider.GetRequiredService<ImdsClient>();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ImdsFailure.NotImds, (await Assert.ThrowsAsync<ImdsException>(() => client.Instance.GetAsync())).Reason);
        }

        Assert.Empty(other.Requests);
        Assert.All(server.Requests, request =>
        {
            Assert.Contains("Metadata: true\r\n", request);
            Assert.DoesNotContain("Cookie", request);
        });
    }

    [Fact]
    public async Task Handlers_can_be_added()
    {
        var seen = new List<string>();
        await using var provider = Services(services => services.AddImdsClient().AddHttpMessageHandler(() => new Watching(seen))
            .ConfigurePrimaryHttpMessageHandler(() => new StubHandler(HttpStatusCode.OK, "x", "text/plain")));

        Assert.Equal("x", await provider.GetRequiredService<ImdsClient>().Instance.Compute.Name.GetAsync());
        Assert.Equal("http://169.254.169.254/metadata/instance/compute/name?api-version=2021-02-01&format=text", Assert.Single(seen));
    }

    [Fact]
    public async Task A_handler_of_the_options_comes_first()
    {
        var stub = new StubHandler(HttpStatusCode.OK, "stub", "text/plain");
        await using var provider = Services(services => services.AddImdsClient(options => options.Handler = stub));
        Assert.Equal("stub", await provider.GetRequiredService<ImdsClient>().Instance.Compute.Name.GetAsync());
    }

    [Theory]
    [InlineData("Imds:Endpoint")]
    [InlineData("IMDS:ENDPOINT")] // as the environment may have it
    public void The_section_of_the_configuration_is_read_unasked(string key)
    {
        using var provider = Services(services => services.AddImdsClient(), (key, "http://127.0.0.1:8080/metadata"));
        Assert.Equal("http://127.0.0.1:8080/metadata", provider.GetRequiredService<ImdsClient>().Endpoint.ToString());
    }

    [Fact]
    public void Code_wins_over_the_configuration_and_leaves_the_rest_of_it()
    {
        using var provider = Services(
            services => services.AddImdsClient(options => options.MaxAttempts = 2), ("Imds:MaxAttempts", "3"),
                ("Imds:Timeout", "00:00:20"));

        var options = provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value;
        Assert.Equal((2, TimeSpan.FromSeconds(20)), (options.MaxAttempts, options.Timeout));
    }

    [Fact]
    public void A_chosen_section_takes_the_place_of_the_other()
    {
        var configuration = Configuration(("Imds:MaxAttempts", "3"), ("Machine:Metadata:Timeout", "00:00:20"));
        using var provider = Services(services =>
        {
            services.AddSingleton<IConfiguration>(configuration);
            services.AddImdsClient(configuration.GetSection("Machine:Metadata"));
        });

        var options = provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value;
        Assert.Equal((5, TimeSpan.FromSeconds(20)), (options.MaxAttempts, options.Timeout));
    }

    [Fact]
    public void Every_setting_can_be_set()
    {
        using var provider = Services(
            services => services.AddImdsClient(), ("Imds:Endpoint", "http://127.0.0.1:1/metadata"), ("Imds:ConnectTimeout", "00:00:02"),
            ("Imds:AttemptTimeout", "00:00:03"), ("Imds:Timeout", "00:00:04"), ("Imds:ScheduledEventsTimeout", "00:00:05"),
                ("Imds:MaxAttempts", "6"),
            ("Imds:RetryDelay", "00:00:07"), ("Imds:LimitRate", "false"), ("Imds:CacheTokens", "false"), ("Imds:CacheLifetime", "00:00:08"),
            ("Imds:AbsenceLifetime", "00:00:09"), ("Imds:RequireCompleteData", "true"), ("Imds:MaxResponseBytes", "10"));

        var (options, defaults) = (provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value, new ImdsClientOptions());

        // Whatever can stand in a configuration is among these, the next one as well.
        var plain = typeof(ImdsClientOptions).GetProperties()
            .Where(property => property is { CanWrite: true, Name: not "HandlerReachesNetwork" }
            && (property.PropertyType.IsValueType || property.PropertyType == typeof(Uri))).ToList();
        Assert.Equal(13, plain.Count);
        Assert.All(plain, property => Assert.NotEqual(property.GetValue(defaults), property.GetValue(options)));
    }

    [Theory]
    [InlineData("MaxAttempts", "many", "Imds:MaxAttempts is 'many': it must be a whole number.")]
    [InlineData("Timeout", "20", "Imds:Timeout is '20': it must be a time as hours:minutes:seconds, such as 00:00:20.")]
    [InlineData("LimitRate", "maybe", "Imds:LimitRate is 'maybe': it must be true or false.")]
    [InlineData("Endpoint", "localhost",
        "Imds:Endpoint is 'localhost': it must be an absolute http address, such as http://127.0.0.1:8080/metadata.")]
    [InlineData("Endpoint", "ftp://x", "ImdsClientOptions.Endpoint is ftp://x/: it must be an absolute http or https address")]
    [InlineData("MaxAttempts", "0", "ImdsClientOptions.MaxAttempts is 0: it must be at least 1")]
    [InlineData("Endpoint", "//me:secret@x", "Imds:Endpoint is 'x': it must be an absolute http address")]
    [InlineData("Timeout", "1:2\n3", "Imds:Timeout is '1:2?3': it must be a time")]
    [InlineData("Endpont", "http://127.0.0.1:8080", "Imds:Endpont: there is no such setting; did you mean Endpoint?")]
    public void Settings_are_checked_when_the_application_starts(string setting, string value, string message)
    {
        using var provider = Services(services => services.AddImdsClient(), ($"Imds:{setting}", value));

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, failure.Message);
        Assert.DoesNotContain("Parameter", failure.Message);
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ImdsClient>());
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        using var provider = Services(services => services.AddImdsClient(), ("Imds:MaxAttempts", "x"), ("Imds:Timeout", "y"));
        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(2, failure.Failures.Count());
    }

    [Fact]
    public void Other_settings_in_the_section_are_left_to_the_application()
    {
        using var provider = Services(services => services.AddImdsClient(), ("Imds:Enabled", "true"), ("Imds:Dashboard:Title", "x"));
        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(ImdsClientOptions.DefaultEndpoint, provider.GetRequiredService<ImdsClient>().Endpoint);
    }

    [Fact]
    public void Adding_twice_configures_twice_and_makes_one_client()
    {
        using var provider = Services(services =>
        {
            services.AddImdsClient(options => options.MaxAttempts = 2);
            services.AddImdsClient(options => options.MaxResponseBytes = 100);
        });

        var options = provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value;
        Assert.Equal((2, 100), (options.MaxAttempts, options.MaxResponseBytes));
        Assert.Single(provider.GetServices<ImdsClient>());
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => default(IServiceCollection)!.AddImdsClient());
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddImdsClient(default(IConfiguration)!));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddImdsClient(default(Action<ImdsClientOptions>)!));
    }

    private static ServiceProvider Services(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        if (settings.Length > 0)
        {
            services.AddSingleton<IConfiguration>(Configuration(settings));
        }

        add(services);
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private sealed class Watching(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.AbsoluteUri);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
