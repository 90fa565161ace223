using System.Net;
using Imds.Runtime.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imds.Extensions.Hosting.Tests;

public class DependencyInjectionTests
{
    [Fact]
    public async Task The_application_has_one_client_that_is_disposed_with_it()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("""{"name":"x"}"""));
        var log = new LogList();
        Client client;
        await using (var provider = Services(options => options.Endpoint = server.Endpoint,
            services => services.AddSingleton<ILoggerFactory>(log)))
        {
            client = provider.GetRequiredService<Client>();
            Assert.Same(client, provider.GetRequiredService<Client>());
            Assert.Equal("x", await client.Connection.GetNameAsync());
        }

        Assert.Contains(log.Lines, line => line.Text.Contains("/metadata/instance"));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("HTTP request")); // not logged by the factory besides
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Connection.GetNameAsync());
    }

    [Fact]
    public async Task Its_requests_keep_the_rules_of_the_wire()
    {
        await using var other = new LoopbackServer(LoopbackServer.Ok("{}"));
        await using var server =
            new LoopbackServer(LoopbackServer.Reply("302 Found", "", $"Location: {other.Endpoint}", "Set-Cookie: a=b"));
        await using var provider = Services(options => options.Endpoint = server.Endpoint);
        var client = provider.GetRequiredService<Client>();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ImdsFailure.NotImds, (await Assert.ThrowsAsync<ImdsException>(() => client.Connection.GetNameAsync())).Reason);
        }

        Assert.Empty(other.Requests);
        Assert.All(server.Requests, request =>
        {
            Assert.Contains("Metadata: true\r\n", request);
            Assert.DoesNotContain("Cookie", request);
        });
    }

    [Fact]
    public async Task Handlers_can_be_added_to_the_named_client()
    {
        var seen = new List<string>();
        var services = new ServiceCollection();
        services.AddImds(options => new Client(options)).AddHttpMessageHandler(() => new Watching(seen))
            .ConfigurePrimaryHttpMessageHandler(() => new StubHandler(HttpStatusCode.OK, """{"name":"x"}"""));
        await using var provider = services.BuildServiceProvider();
        Assert.Equal("x", await provider.GetRequiredService<Client>().Connection.GetNameAsync());
        Assert.Equal("http://169.254.169.254/metadata/instance?api-version=2021-02-01", Assert.Single(seen));
    }

    [Fact]
    public async Task A_handler_of_the_options_comes_first()
    {
        var stub = new StubHandler(HttpStatusCode.OK, """{"name":"stub"}""");
        await using var provider = Services(options => options.Handler = stub);
        Assert.Equal("stub", await provider.GetRequiredService<Client>().Connection.GetNameAsync());
    }

    [Fact]
    public void Options_are_checked_when_the_application_starts()
    {
        using var provider = Services(options => options.MaxAttempts = 0);
        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("ImdsClientOptions.MaxAttempts is 0", failure.Message);
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<Client>());
    }

    [Fact]
    public void Adding_twice_configures_twice_and_makes_one_client()
    {
        var services = new ServiceCollection();
        services.AddImds(options => new Client(options), options => options.MaxAttempts = 2);
        services.AddImds(options => new Client(options), options => options.MaxResponseBytes = 100);
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<ImdsClientOptions>>().Value;
        Assert.Equal((2, 100), (options.MaxAttempts, options.MaxResponseBytes));
        Assert.Single(provider.GetServices<Client>());
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => ImdsServiceCollectionExtensions.AddImds(null!, options => new Client(options)));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddImds<Client>(null!));
    }

    private static ServiceProvider Services(Action<ImdsClientOptions> configure, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddImds(options => new Client(options), configure);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private sealed class Client(ImdsClientOptions options) : IDisposable, IAsyncDisposable
    {
        public ImdsConnection Connection { get; } = new(options, Calls.Version);

        public void Dispose() => Connection.Dispose();

        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }

    private sealed class Watching(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.AbsoluteUri);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
