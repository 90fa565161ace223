using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Serialization;

namespace Imds.Fuzz.Targets.Replies;

/// <summary>A call and what is answered to its requests; the last answer stays.</summary>
internal sealed record ReplyScript
{
    /// <summary>Which call.</summary>
    public string Call { get; set; } = "";

    public IReadOnlyList<ScriptedReply> Replies { get; set; } = [];

    public int MaxAttempts { get; set; } = 5;

    /// <summary>Whether the caller gives up, and at which request.</summary>
    public int? CancelledAt { get; set; }

    /// <summary>Whether it is not remembered that no service is there.</summary>
    public bool IsSeen { get; set; }

    /// <summary>Whether requests wait for their turn.</summary>
    public bool IsLimited { get; set; }
}

/// <summary>One answer.</summary>
internal sealed record ScriptedReply
{
    public int Status { get; set; } = 200;

    public IReadOnlyList<IReadOnlyList<string>> Headers { get; set; } = [];

    public string Body { get; set; } = "";

    /// <summary>The same where it is no text, in base 64.</summary>
    public string? Bytes { get; set; }

    /// <summary>How often the body stands there.</summary>
    public int Times { get; set; } = 1;

    public ReplyFault Fault { get; set; }

    public HttpResponseMessage ToMessage()
    {
        var once = Bytes is null ? Encoding.UTF8.GetBytes(Body) : Convert.FromBase64String(Bytes);
        var stream = new Body([.. Enumerable.Repeat(once, Times).SelectMany(bytes => bytes)], Fault);
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = new StreamContent(stream) };
        foreach (var header in Headers)
        {
            if (header is [var name, var value] && !message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}

internal enum ReplyFault
{
    None,

    /// <summary>Nothing listens.</summary>
    Refused,

    /// <summary>The connection breaks before the reply.</summary>
    Broken,

    /// <summary>There is never a reply.</summary>
    Silent,

    /// <summary>Connecting takes too long.</summary>
    Slow,

    /// <summary>The connection breaks in the body.</summary>
    CutBody,

    /// <summary>The body never ends.</summary>
    SilentBody,
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ReplyScript))]
internal sealed partial class ReplyScriptJson : JsonSerializerContext;

/// <summary>A body that comes in pieces, and may break or stop behind them.</summary>
internal sealed class Body(byte[] bytes, ReplyFault fault) : MemoryStream(bytes)
{
    private const int Piece = 700;

    public override bool CanSeek => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position == Length && fault == ReplyFault.CutBody)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended.");
        }

        if (Position == Length && fault == ReplyFault.SilentBody)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        return await base.ReadAsync(buffer[..Math.Min(buffer.Length, Piece)], cancellationToken).ConfigureAwait(false);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}

/// <summary>Answers by a script, and counts.</summary>
internal sealed class ScriptedService(ReplyScript script, CancellationTokenSource caller) : HttpMessageHandler
{
    // How often a watch looks at the last list again before the caller has seen enough.
    private const int MoreLooks = 10;

    private int _requests;

    public int Requests => _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _requests);
        if (number == (script.Call == "watch" ? script.CancelledAt ?? script.Replies.Count + MoreLooks : script.CancelledAt))
        {
            await caller.CancelAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var reply = script.Replies.Count == 0 ? new ScriptedReply() : script.Replies[Math.Min(number, script.Replies.Count) - 1];
        switch (reply.Fault)
        {
            case ReplyFault.Refused:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.",
                    new SocketException((int)SocketError.ConnectionRefused));
            case ReplyFault.Broken:
                throw new HttpRequestException("The connection broke.", new IOException("It did."));
            case ReplyFault.Slow:
                throw new TaskCanceledException("Connecting took too long.", new TimeoutException());
            case ReplyFault.Silent:
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
            default:
                break;
        }

        return reply.ToMessage();
    }
}
