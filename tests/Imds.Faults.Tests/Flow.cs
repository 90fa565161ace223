using System.Net;

namespace Imds.Faults.Tests;

/// <summary>
/// One call on its way between client and emulator. It is known at each moment which of the two has it, and whether that one waits for the
/// clock, so that the clock moves exactly when nothing else can happen.
/// </summary>
internal sealed class Flow(HttpMessageHandler network, TestClock clock, CountingClock server) : DelegatingHandler(network)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _changed = new(0);
    private volatile bool _isAtServer;
    private int _requests;

    /// <summary>The client's clock: the same time as the emulator's, with waits of its own.</summary>
    public CountingClock Client { get; } = new(clock);

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What happens in place of sending.</summary>
    public Func<TimeProvider, CancellationToken, Task>? Connect { get; set; }

    /// <summary>Moves the clock until the call is over.</summary>
    public async Task DriveAsync(Task call)
    {
        Client.Changed = server.Changed = () => _changed.Release();
        _ = call.ContinueWith(_ => _changed.Release(), TaskScheduler.Default);
        while (!call.IsCompleted)
        {
            if (_isAtServer ? server.Waits > 0 : Client.Waits > 0)
            {
                clock.AdvanceToNext();
                continue;
            }

            Assert.True(await _changed.WaitAsync(Patience), $"""
                It goes on no more: {Requests} requests, {clock.Elapsed}, {(_isAtServer ? "at the server" : "at the client")},
                {server.Waits} waits of the server, {Client.Waits} of the client.
                """);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);

        // The emulator may not have noticed yet that the attempt before was given up.
        while (server.Waits > 0)
        {
            await Task.Delay(1, CancellationToken.None);
        }

        MoveTo(server: true);
        var givenUp = cancellationToken.Register(() => MoveTo(server: false));
        try
        {
            if (Connect is { } connect)
            {
                await connect(server, cancellationToken);
            }

            var response = await base.SendAsync(request, cancellationToken);
            response.Content = new Body(this, response.Content, givenUp);
            return response;
        }
        catch
        {
            End(givenUp);
            throw;
        }
    }

    private void End(CancellationTokenRegistration givenUp)
    {
        givenUp.Dispose();
        MoveTo(server: false);
    }

    private void MoveTo(bool server)
    {
        _isAtServer = server;
        _changed.Release();
    }

    /// <summary>The body, which ends the exchange when it is let go.</summary>
    private sealed class Body : HttpContent
    {
        private readonly Flow _flow;
        private readonly HttpContent _content;
        private readonly CancellationTokenRegistration _givenUp;

        public Body(Flow flow, HttpContent content, CancellationTokenRegistration givenUp)
        {
            (_flow, _content, _givenUp) = (flow, content, givenUp);
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task<Stream> CreateContentReadStreamAsync() => _content.ReadAsStreamAsync();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _content.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _content.Dispose();
            _flow.End(_givenUp);
            base.Dispose(disposing);
        }
    }
}
