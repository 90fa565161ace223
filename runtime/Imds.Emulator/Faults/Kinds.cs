using System.Globalization;
using System.Net.Sockets;
using Imds.Emulator.Http;
using Imds.Emulator.Syntax;
using Microsoft.AspNetCore.Connections.Features;

namespace Imds.Emulator.Faults;

/// <summary>Another reply in place of the right one.</summary>
internal sealed record ReplyFault(string Name, Func<MetadataEndpoint?, Reply> Reply, bool FromService = true) : ImdsFault
{
    internal override string Text => Name;

    internal override Task ApplyAsync(FaultContext context)
    {
        if (!FromService)
        {
            context.Http.Response.Headers.Clear();
        }

        return Reply(context.Endpoint).SendAsync(context.Http, context.Cancelled);
    }
}

/// <summary>The right reply, late.</summary>
internal sealed record SlowHeadersFault(TimeSpan Wait) : ImdsFault
{
    internal override string Text => Wait == Timeout.InfiniteTimeSpan ? "hang" : "slow-headers:" + Quantity.Write(Wait);

    internal override async Task ApplyAsync(FaultContext context)
    {
        await Task.Delay(Wait, context.Time, context.Cancelled).ConfigureAwait(false);
        await context.Answer(null).SendAsync(context.Http, context.Cancelled).ConfigureAwait(false);
    }
}

/// <summary>Half of the right reply, a wait, and the other half.</summary>
internal sealed record SlowBodyFault(TimeSpan Wait) : ImdsFault
{
    internal override string Text => "slow-body:" + Quantity.Write(Wait);

    internal override async Task ApplyAsync(FaultContext context)
    {
        var rest = await context.Answer(null).SendHalfAsync(context.Http, context.Cancelled).ConfigureAwait(false);
        if (rest.IsEmpty)
        {
            return; // a reply without a body has no middle, and is over
        }

        await Task.Delay(Wait, context.Time, context.Cancelled).ConfigureAwait(false);
        await context.Http.Response.Body.WriteAsync(rest, context.Cancelled).ConfigureAwait(false);
    }
}

/// <summary>Half of the right reply and no more: the server ends the connection where less came than was announced.</summary>
internal sealed record CutBodyFault : ImdsFault
{
    internal override string Text => "cut-body";

    internal override Task ApplyAsync(FaultContext context) =>
        context.Answer(null).SendHalfAsync(context.Http, context.Cancelled);
}

/// <summary>The right reply, which says of itself that it is something else.</summary>
internal sealed record WrongContentTypeFault : ImdsFault
{
    internal override string Text => "wrong-type";

    internal override Task ApplyAsync(FaultContext context) =>
        (context.Answer(null) with { ContentType = "application/octet-stream" }).SendAsync(context.Http, context.Cancelled);
}

/// <summary>Half of the right reply, and a reset.</summary>
internal sealed record ResetBodyFault : ImdsFault
{
    internal override string Text => "reset-body";

    internal override async Task ApplyAsync(FaultContext context)
    {
        await context.Answer(null).SendHalfAsync(context.Http, context.Cancelled).ConfigureAwait(false);
        await Reset.ApplyAsync(context).ConfigureAwait(false);
    }
}

/// <summary>A reset in place of a reply.</summary>
internal sealed record ResetFault : ImdsFault
{
    internal override string Text => "reset";

    internal override Task ApplyAsync(FaultContext context)
    {
        // Closing a socket that must not linger is what makes the system send a reset and not a polite end.
        if (context.Http.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Http.Abort();
        return Task.CompletedTask;
    }
}

/// <summary>A string that does not end before so many bytes; then it ends as JSON should.</summary>
internal sealed record HugeBodyFault(long Bytes) : ImdsFault
{
    internal override string Text => string.Create(CultureInfo.InvariantCulture, $"huge:{Bytes}");

    internal override async Task ApplyAsync(FaultContext context)
    {
        context.Http.Response.ContentType = Reply.JsonType;
        var body = context.Http.Response.Body;
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'a');

        var left = Bytes;
        left -= await WriteAsync("{\"compute\":{\"name\":\""u8.ToArray()).ConfigureAwait(false);
        while (left > 3)
        {
            left -= await WriteAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left - 3))).ConfigureAwait(false);
        }

        await WriteAsync("\"}}"u8.ToArray()).ConfigureAwait(false);

        async ValueTask<int> WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            await body.WriteAsync(bytes, context.Cancelled).ConfigureAwait(false);
            return bytes.Length;
        }
    }
}

/// <summary>An attested document with a defect.</summary>
internal sealed record AttestedFault(AttestedDefect Defect) : ImdsFault
{
    internal override string Text => "defect:" + Kebab.Name(Defect);

    public const string Endpoint = "attested/document";

    internal override Task ApplyAsync(FaultContext context) =>
        context.Answer(Defect).SendAsync(context.Http, context.Cancelled);
}
