using System.Diagnostics;
using System.Globalization;
using Imds.Emulator.Attested;
using Imds.Emulator.Control;
using Imds.Emulator.Faults;
using Imds.Emulator.Machines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Imds.Emulator.Http;

/// <summary>
/// The way of one request: to the certificates, to the page and what changes the emulator, or to the service of a machine.
/// </summary>
internal sealed class RequestPipeline(Emulation emulation) : IDisposable
{
    private const string ServerName = "IMDS/150.870.65.0";
    private const string Aborted = "aborted";

    private readonly ControlApi _control = new(emulation);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Answers.</summary>
    /// <param name="context">The request and the way back.</param>
    /// <param name="machine">Whose endpoint was asked.</param>
    /// <param name="address">Where the client reached it.</param>
    public async Task AnswerAsync(HttpContext context, EmulatedMachine machine, Uri address)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await AnswerAsync(context, machine, address, cancelled.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            context.Abort(); // The client has gone, or the emulator stops: nobody waits for the rest.
        }
    }

    /// <summary>Lets go of every reply that is held back.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private async Task AnswerAsync(HttpContext context, EmulatedMachine machine, Uri address, CancellationToken cancelled)
    {
        var path = context.Request.Path.Value ?? "";
        var body = await ReadAsync(context.Request, cancelled).ConfigureAwait(false);
        if (path is Signing.RootPath or Signing.IssuerPath)
        {
            var authority = emulation.Signing.Authority(address);
            var certificate = path == Signing.RootPath ? authority.Root : authority.Intermediate;
            await new Reply(200, certificate.RawData, "application/pkix-cert").SendAsync(context, cancelled).ConfigureAwait(false);
            return;
        }

        if (ControlApi.Takes(path) || path == "/")
        {
            await _control.Answer(context.Request, body, machine, address).SendAsync(context, cancelled).ConfigureAwait(false);
            return;
        }

        var exchange = emulation.Log.Add(Received(context.Request, machine, body));
        var began = Stopwatch.GetTimestamp();
        try
        {
            await ServeAsync(context, machine, address, body, exchange, cancelled).ConfigureAwait(false);
            exchange.Outcome = context.RequestAborted.IsCancellationRequested
                ? Aborted
                : context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
        }
        catch (OperationCanceledException)
        {
            exchange.Outcome = Aborted;
            throw;
        }
        finally
        {
            exchange.Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            EmulatorLog.Answered(
                emulation.Options.Logger, exchange.Request.Method, exchange.Request.Target,
                exchange.Fault.Length == 0 ? exchange.Outcome : $"{exchange.Outcome} ({exchange.Fault})", exchange.Milliseconds);
        }
    }

    private async Task ServeAsync(
        HttpContext context, EmulatedMachine machine, Uri address, string body, Exchange exchange, CancellationToken cancelled)
    {
        context.Response.Headers.Server = ServerName;
        context.Response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();

        var path = context.Request.Path.Value ?? "";
        var endpoint = machine.Service.Find(path).Endpoint;
        var isIdentity = endpoint?.IsIdentity == true;
        if (machine.Throttle?.TryEnter(isIdentity) == false)
        {
            exchange.Fault = "throttled";
            await Replies.Error(429, endpoint, TimeSpan.FromSeconds(1)).SendAsync(context, cancelled).ConfigureAwait(false);
            return;
        }

        try
        {
            Reply Answer(AttestedDefect? defect) => machine.Service.Answer(context.Request, body, address, defect);

            var fault = emulation.Faults.Take(path);
            exchange.Fault = fault?.ToString() ?? "";
            await (fault is null
                ? Answer(null).SendAsync(context, cancelled)
                : fault.ApplyAsync(new FaultContext(context, endpoint, Answer, emulation.Time, cancelled))).ConfigureAwait(false);
        }
        finally
        {
            machine.Throttle?.Leave(isIdentity);
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancelled)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancelled).ConfigureAwait(false);
    }

    private ReceivedRequest Received(HttpRequest request, EmulatedMachine machine, string body) => new(
        request.Method,
        request.GetEncodedPathAndQuery(),
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body,
        emulation.Time.GetUtcNow())
    {
        Machine = machine.Index,
    };
}
