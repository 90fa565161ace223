using System.Net;
using System.Security.Cryptography.X509Certificates;
using Imds.Emulator.Http;
using Imds.Emulator.InProcess;
using Imds.Emulator.Machines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imds.Emulator;

/// <summary>
/// An Azure Instance Metadata Service on 127.0.0.1, for tests and for looking around without a VM.
/// <code>await using var emulator = await ImdsEmulator.StartAsync();</code>
/// </summary>
public sealed class ImdsEmulator : IAsyncDisposable
{
    private static readonly Uri Unreachable = new("http://imds.emulator.invalid/");

    private readonly Emulation _emulation;
    private readonly RequestPipeline _pipeline;
    private readonly WebApplication? _app;

    private int _disposed;

    private ImdsEmulator(Emulation emulation, RequestPipeline pipeline, WebApplication? app, IReadOnlyList<Uri> roots)
    {
        _emulation = emulation;
        _pipeline = pipeline;
        _app = app;
        emulation.Endpoints = Endpoints = [.. roots.Select(root => new Uri(root, "metadata"))];
    }

    /// <summary>What takes the place of http://169.254.169.254/metadata, for instance http://127.0.0.1:8080/metadata.</summary>
    public Uri Endpoint => Endpoints[0];

    /// <summary>The same for each machine, where there are several.</summary>
    public IReadOnlyList<Uri> Endpoints { get; }

    /// <summary>The scheduled events of the VM; add to them at any time.</summary>
    public ScheduledEventBoard ScheduledEvents => _emulation.ScheduledEvents;

    /// <summary>What goes wrong from now on; nothing, unless added.</summary>
    public ImdsFaultList Faults => _emulation.Faults;

    /// <summary>The requests received, oldest first; of very many, the last thousand.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _emulation.Log.ToList().Select(exchange => exchange.Request)];

    /// <summary>The root of the emulator's own certificate authority: what a verifier of attested documents has to trust.</summary>
    public X509Certificate2 RootCertificate => new(_emulation.Signing.Authority(Root(0)).Root.RawData);

    /// <summary>The certificate between the root and the signer; attested documents name its address and do not hold it.</summary>
    public X509Certificate2 IntermediateCertificate => new(_emulation.Signing.Authority(Root(0)).Intermediate.RawData);

    /// <summary>Starts an emulator; when the task ends it answers.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which and why.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ImdsEmulator> StartAsync(ImdsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ImdsEmulatorOptions();
        var emulation = new Emulation(options);
        var pipeline = new RequestPipeline(emulation);
        if (!options.Listen)
        {
            return new ImdsEmulator(emulation, pipeline, app: null, [.. emulation.Machines.Select(_ => Unreachable)]);
        }

        var listening = new List<ListenOptions>();
        var app = Build(options, emulation, pipeline, listening);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            pipeline.Dispose();
            emulation.Dispose();
            throw;
        }

        if (!IPAddress.IsLoopback(options.Address))
        {
            EmulatorLog.NotLoopback(options.Logger, options.Host);
        }

        return new ImdsEmulator(emulation, pipeline, app, [.. listening.Select(listen => Address(listen.IPEndPoint!))]);
    }

    /// <summary>A handler that leads to this emulator without a socket, whatever address a request names.</summary>
    /// <param name="machine">Which machine answers, where there are several.</param>
    public HttpMessageHandler CreateHandler(int machine = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(machine);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(machine, Endpoints.Count);
        return new EmulatorHandler(context => _pipeline.AnswerAsync(context, _emulation.Machines[machine], Root(machine)));
    }

    /// <summary>Serves another instance document from now on.</summary>
    /// <param name="json">The document, with the fields of the newest version.</param>
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    public void SetDocument(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        _emulation.Instance.Replace(json);
    }

    /// <summary>Makes everything as it was at the start: documents, events, faults; and forgets the requests.</summary>
    public void Reset() => _emulation.Reset();

    /// <summary>Stops answering. Replies that are held back are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _pipeline.Stop();
        if (_app is not null)
        {
            await _app.StopAsync().ConfigureAwait(false);
            await _app.DisposeAsync().ConfigureAwait(false);
        }

        _pipeline.Dispose();
        _emulation.Dispose();
    }

    private static WebApplication Build(
        ImdsEmulatorOptions options, Emulation emulation, RequestPipeline pipeline, List<ListenOptions> listening)
    {
        // The empty builder reads neither environment nor files: nothing outside can move the emulator off the loopback.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var machine in emulation.Machines)
            {
                kestrel.Listen(options.Address, options.Port == 0 ? 0 : options.Port + machine.Index, listen =>
                {
                    listening.Add(listen);
                    listen.Use(next => connection =>
                    {
                        connection.Features.Set(machine);
                        return next(connection);
                    });
                });
            }
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var app = builder.Build();
        app.Run(context =>
            pipeline.AnswerAsync(context, context.Features.GetRequiredFeature<EmulatedMachine>(), Address(context, options)));
        return app;
    }

    /// <summary>Where a client reached the emulator: on the loopback that is known, anywhere else the client knows it best.</summary>
    private static Uri Address(HttpContext context, ImdsEmulatorOptions options) =>
        !IPAddress.IsLoopback(options.Address) && Uri.TryCreate($"http://{context.Request.Host.Value}", UriKind.Absolute, out var asked)
            ? asked
            : Address(new IPEndPoint(options.Address, context.Connection.LocalPort));

    private static Uri Address(IPEndPoint listening)
    {
        var address = listening.Address;
        var reached = address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : address;
        return new Uri($"http://{new IPEndPoint(reached, listening.Port)}/");
    }

    private Uri Root(int machine) => new(Endpoints[machine], "/");

    /// <summary>Leaves Ctrl+C to whoever started the emulator.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
