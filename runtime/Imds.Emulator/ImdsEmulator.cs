using System.Net;
using System.Security.Cryptography.X509Certificates;
using Imds.Emulator.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imds.Emulator;

/// <summary>
/// An Azure Instance Metadata Service on 127.0.0.1, for tests and for looking around without a VM.
/// <code>await using var emulator = await ImdsEmulator.StartAsync();</code>
/// </summary>
public sealed class ImdsEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmulatedMachine _machine;

    private int _disposed;

    private ImdsEmulator(WebApplication app, EmulatedMachine machine, Uri endpoint)
    {
        _app = app;
        _machine = machine;
        Endpoint = endpoint;
    }

    /// <summary>What takes the place of http://169.254.169.254/metadata, for instance http://127.0.0.1:8080/metadata.</summary>
    public Uri Endpoint { get; }

    /// <summary>The scheduled events of the VM; add to them at any time.</summary>
    public ScheduledEventBoard ScheduledEvents => _machine.ScheduledEvents;

    /// <summary>What goes wrong from now on; nothing, unless added.</summary>
    public ImdsFaultList Faults => _machine.Faults;

    /// <summary>The requests received, oldest first; of very many, the last thousand.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _machine.Log.ToList();

    /// <summary>The root of the emulator's own certificate authority: what a verifier of attested documents has to trust.</summary>
    public X509Certificate2 RootCertificate => new(_machine.Signing.Authority.Root.RawData);

    /// <summary>The certificate between the root and the signer; attested documents name its address and do not hold it.</summary>
    public X509Certificate2 IntermediateCertificate => new(_machine.Signing.Authority.Intermediate.RawData);

    /// <summary>Starts an emulator; when the task ends it answers.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which and why.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ImdsEmulator> StartAsync(ImdsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ImdsEmulatorOptions();
        options.Validate();
        var machine = new EmulatedMachine(options);

        // The empty builder reads neither environment nor files: nothing outside can move the emulator off the loopback.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var app = builder.Build();
        app.Run(machine.AnswerAsync);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            machine.Dispose();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var root = new Uri(addresses.Single());
        machine.Address = root;
        return new ImdsEmulator(app, machine, new Uri(root, "metadata"));
    }

    /// <summary>Stops answering. Replies that are held back are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _machine.Stop();
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _machine.Dispose();
    }

    /// <summary>Leaves Ctrl+C to whoever started the emulator.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
