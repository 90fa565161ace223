using System.Diagnostics;
using System.Net.Http.Headers;
using Imds.Runtime.Options;
using Imds.Runtime.Routing;
using Imds.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Imds.Runtime.Http;

/// <summary>One request and its reply: the smallest thing that can be tried again.</summary>
internal sealed class Exchange(HttpMessageInvoker http, ClientSettings settings, RequestTarget target, byte[]? body, TimeSpan timeout,
    bool isPolled = false)
{
    private int _sent;

    public RequestTarget Target => target;

    /// <summary>Sends the request and gives the reply, whatever its status.</summary>
    /// <exception cref="ImdsException">There was no whole reply.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Reply> ReceiveAsync(CancellationToken cancellationToken)
    {
        var telemetry = RequestTelemetry.Start(target, _sent++, settings.Time, SpanKind);
        try
        {
            var reply = await TransferAsync(cancellationToken).ConfigureAwait(false);
            telemetry.Replied(reply.Status);
            if (settings.Logger.IsEnabled(LogLevel.Debug))
            {
                settings.Logger.Replied(target.Method.Method, target.Template, target.ApiVersion, (int)reply.Status, reply.Body.Length);
            }

            return reply;
        }
        catch (Exception e)
        {
            telemetry.Failed(e);
            throw;
        }
    }

    private async Task<Reply> TransferAsync(CancellationToken cancellationToken)
    {
        using var limit = new Deadline(timeout, settings.Time, cancellationToken);
        var answered = false;
        try
        {
            using var request = Message();
            using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            answered = true;
            var received = response.Content?.Headers.ContentLength > settings.MaxResponseBytes
                ? null
                : await BoundedBody.ReadAsync(response, settings.MaxResponseBytes, limit.Token).ConfigureAwait(false);
            return received is { } bytes
                ? new Reply(target, response, bytes, settings.Time)
                : throw Failures.TooLarge(target, response.StatusCode, settings.MaxResponseBytes);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.Passed ? Failures.TryTimedOut(target, timeout, e)
                : e is OperationCanceledException { InnerException: TimeoutException }
                    ? Failures.ConnectTimedOut(target, settings.ConnectTimeout, e)
                : Failures.Broken(target, answered ? ImdsFailure.Interrupted : TransportErrorClassifier.Classify(e), e);
        }
    }

    // What is polled is no operation of its own.
    private ActivityKind? SpanKind => isPolled ? null : Transport.SpanKind(settings);

    private HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(target.Method, target.Uri);
        message.Headers.Add("Metadata", "true");
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }
}
