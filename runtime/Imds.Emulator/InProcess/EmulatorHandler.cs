using System.Net;
using Microsoft.AspNetCore.Http;

namespace Imds.Emulator.InProcess;

/// <summary>Hands requests of an HttpClient to the emulator as a server would, in the same process.</summary>
internal sealed class EmulatorHandler(RequestDelegate serve) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var exchange = new InProcessExchange(request);
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
        if (exchange.CreateContext(body) is not { } context)
        {
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { RequestMessage = request };
        }

        // Off this thread, as behind a socket: the emulator may hold its reply back for as long as it likes.
        _ = Task.Run(() => exchange.ServeAsync(serve, context), CancellationToken.None);
        await using var registration = cancellationToken.UnsafeRegister(static state => ((InProcessExchange)state!).Abort(), exchange)
            .ConfigureAwait(false);
        return await exchange.Response.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
