using Imds.Emulator;
using Imds.Runtime.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imds.Extensions.Hosting.Tests;

/// <summary>An application on an emulated machine, whose time goes by as the test says.</summary>
internal sealed class App : IAsyncDisposable
{
    // Beyond what any test here goes through, so that the clock is never moved to a time-out for want of another timer.
    private static readonly TimeSpan Never = TimeSpan.FromDays(20);

    private readonly IHost _host;

    private App(IHost host, ImdsEmulator emulator, TestClock clock, LogList log) =>
        (_host, Emulator, Clock, Log) = (host, emulator, clock, log);

    public ImdsEmulator Emulator { get; }

    public TestClock Clock { get; }

    public LogList Log { get; }

    public IServiceProvider Services => _host.Services;

    public CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>What is logged for people who did not ask for details.</summary>
    public IReadOnlyList<(LogLevel Level, string Text)> Lines =>
        [.. Log.Lines.Where(line => line.Level >= LogLevel.Information && !line.Text.StartsWith("Application", StringComparison.Ordinal)
            && !line.Text.StartsWith("Hosting environment", StringComparison.Ordinal)
                && !line.Text.StartsWith("Content root", StringComparison.Ordinal))
            .Select(line => (line.Level, line.Text))];

    /// <param name="meets">
    /// Whether it is found out before time goes by that the service is there, as finding out has a second at most.
    /// </param>
    /// <param name="waits">Whether time goes by while it starts.</param>
    public static async Task<App> StartAsync(Action<IServiceCollection> add, Action<ImdsEmulator>? prepare = null,
        Action<ImdsClientOptions>? configure = null, bool meets = true, bool waits = false)
    {
        var clock = new TestClock();
        var emulator = await ImdsEmulator.StartAsync(new() { Listen = false, TimeProvider = clock });
        prepare?.Invoke(emulator);
        var log = new LogList();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.Configure<ImdsClientOptions>(options =>
        {
            options.Handler = emulator.CreateHandler();
            (options.AttemptTimeout, options.Timeout, options.ScheduledEventsTimeout) = (Never, Never, Never);
            configure?.Invoke(options);
        });
        builder.Services.AddImdsClient();
        add(builder.Services);
        var app = new App(builder.Build(), emulator, clock, log);
        if (meets)
        {
            await app.Services.GetRequiredService<ImdsClient>().IsAvailableAsync();
        }

        var start = app._host.StartAsync();
        if (waits)
        {
            await clock.RunAsync(start, TimeSpan.FromSeconds(1.5)); // with what takes longer, this does not end
        }

        await start;
        return app;
    }

    /// <summary>Lets time go by until the task is done.</summary>
    public async Task RunAsync(Task task)
    {
        await UntilAsync(() => task.IsCompleted);
        await task;
    }

    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    /// <summary>
    /// Lets time go by until something is so: in small steps, between which others have a moment to do what is due. A timer that lies
    /// further ahead than a step is not gone to, as what stands before it may just not have been set yet.
    /// </summary>
    public async Task UntilAsync(Func<bool> condition, TimeSpan? step = null)
    {
        var end = Clock.Elapsed + TimeSpan.FromHours(2);
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 5_000 && Clock.Elapsed < end,
                $"This has not come to pass by {Clock.Elapsed}; the log: {string.Join("; ", Log.Lines)}");
            await Clock.RunAsync(Task.Delay(1), Clock.Elapsed + (step ?? TimeSpan.FromSeconds(1.5)));
        }
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Emulator.DisposeAsync();
    }
}
