using Imds.Emulator;
using Imds.Runtime.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imds.Extensions.Hosting.Tests;

/// <summary>The document about the machine as a service of the application.</summary>
public sealed class InstanceTests
{
    [Fact]
    public async Task It_is_read_once_before_others_start()
    {
        await using var app = await App.StartAsync(services => services.AddImdsInstance());
        Assert.Equal(1, Reads(app));

        Assert.Equal("orchard-web-01", app.Services.GetRequiredService<Instance>().Compute.Name);
        Assert.Same(app.Services.GetRequiredService<Instance>(), app.Services.GetRequiredService<Instance>());
        Assert.Equal(1, Reads(app));
    }

    [Fact]
    public async Task Whoever_asks_before_the_start_has_it_as_well()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new TestClock()).AddImdsInstance();
        services.AddImdsClient(options => options.Endpoint = emulator.Endpoint);
        await using var provider = services.BuildServiceProvider();

        Assert.Equal("orchard-web-01", provider.GetRequiredService<Instance>().Compute.Name);
    }

    [Fact]
    public async Task Off_Azure_it_is_empty_and_nothing_is_said()
    {
        await using var app = await App.StartAsync(services => services.AddImdsInstance(), configure: options =>
            options.Handler = new StubHandler(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route")));

        Assert.Equal(Instance.Empty, app.Services.GetRequiredService<Instance>());
        Assert.Empty(app.Lines);
    }

    [Theory]
    [InlineData(false)] // something takes connections and says nothing
    [InlineData(true)] // the service is there, and slow
    public async Task The_start_waits_for_a_second_at_most(bool meets)
    {
        var silent = false;
        await using var app = await App.StartAsync(services => services.AddImdsInstance(), meets: meets, waits: true, configure: options =>
        {
            silent = !meets;
            options.Handler = new Silent(() => silent) { InnerHandler = options.Handler! };
        },
        prepare: emulator => emulator.Faults.Add("instance", ImdsFault.Hang));

        Assert.Equal(Instance.Empty, app.Services.GetRequiredService<Instance>());
        Assert.Equal(TimeSpan.FromSeconds(1), app.Clock.Elapsed);
        Assert.Equal(meets, app.Lines.Any(line => line.Level == LogLevel.Warning && line.Text.Contains("longer than a second")));
    }

    [Fact]
    public async Task A_service_that_fails_leaves_it_empty_and_is_said()
    {
        await using var app = await App.StartAsync(
            services => services.AddImdsInstance(), emulator => emulator.Faults.Add("instance", ImdsFault.Status(403)));

        Assert.Equal(Instance.Empty, app.Services.GetRequiredService<Instance>());
        Assert.Contains("403", Assert.Single(app.Lines).Text);
    }

    private static int Reads(App app) => app.Emulator.Requests.Count(request => request.Target.Contains("instance?"));

    private sealed class Silent(Func<bool> isSilent) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (isSilent())
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
