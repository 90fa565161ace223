using Microsoft.AspNetCore.Http;

namespace Imds.Emulator.Http;

/// <summary>Puts replies on the wire, whole or in part.</summary>
internal static class ReplySender
{
    public static async Task SendAsync(this Reply reply, HttpContext context, CancellationToken cancelled)
    {
        Start(reply, context);
        if (!HttpMethods.IsHead(context.Request.Method) && HasBody(reply))
        {
            await context.Response.Body.WriteAsync(reply.Body, cancelled).ConfigureAwait(false);
        }
    }

    /// <summary>Announces the whole body and sends half of it.</summary>
    /// <returns>The other half.</returns>
    public static async Task<ReadOnlyMemory<byte>> SendHalfAsync(this Reply reply, HttpContext context, CancellationToken cancelled)
    {
        Start(reply, context);
        var half = reply.Body.Length / 2;
        await context.Response.Body.WriteAsync(reply.Body[..half], cancelled).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancelled).ConfigureAwait(false);
        return reply.Body[half..];
    }

    private static bool HasBody(Reply reply) => reply.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);

    private static void Start(Reply reply, HttpContext context)
    {
        context.Response.StatusCode = reply.Status;
        if (HasBody(reply))
        {
            context.Response.ContentType = reply.ContentType;
            context.Response.ContentLength = reply.Body.Length;
        }

        if (reply.Tag is { } tag)
        {
            context.Response.Headers.ETag = tag.ToString();
        }

        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }
    }
}
