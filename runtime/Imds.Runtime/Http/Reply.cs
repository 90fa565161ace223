using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Http;

/// <summary>A reply with its whole body.</summary>
/// <remarks>Of its headers only the status counts for most: the others are looked at where somebody asks.</remarks>
internal sealed class Reply(RequestTarget target, HttpResponseMessage response, ReadOnlyMemory<byte> body, TimeProvider time)
{
    private readonly HttpResponseHeaders _headers = response.Headers;
    private readonly HttpContentHeaders? _contentHeaders = response.Content?.Headers;

    public RequestTarget Target { get; } = target;

    /// <summary>Whether it was read and found to be not what was asked for: it must not stand in for a new one.</summary>
    public bool IsRefused { get; private set; }

    public HttpStatusCode Status { get; } = response.StatusCode;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The body from its first character that is not white space on.</summary>
    public ReadOnlyMemory<byte> Json => Body.Slice(Body.Length - Start(Body.Span).Length);

    /// <summary>Whether there is nothing but white space.</summary>
    public bool IsEmpty => Start(Body.Span).IsEmpty;

    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan? RetryAfter
    {
        get
        {
            var header = _headers.RetryAfter;
            var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
            return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
        }
    }

    /// <summary>Where a redirect leads.</summary>
    public Uri? Location => _headers.Location;

    /// <summary>What the reply says of the program that sent it.</summary>
    public string ServerName => _headers.Server.ToString();

    /// <summary>Whether the body is XML: no value of the service is.</summary>
    public bool IsXml => ContentType.IndexOf("xml", StringComparison.OrdinalIgnoreCase) >= 0 || Start(Body.Span).StartsWith("<?xml"u8);

    /// <summary>Whether the body is a web page: no reply of the service is.</summary>
    public bool IsWebPage
    {
        get
        {
            if (ContentType.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }

            var start = Start(Body.Span);
            if (start.IsEmpty || start[0] != (byte)'<')
            {
                return false;
            }

            var text = Encoding.UTF8.GetString(start.Slice(0, Math.Min(start.Length, 16)));
            return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        }
    }

#if NET8_0_OR_GREATER
    // As it came: taking it apart takes longer than all else about a short reply.
    private string ContentType =>
        _contentHeaders is { } headers && headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";
#else
    private string ContentType => _contentHeaders?.ContentType?.MediaType ?? "";
#endif

    /// <summary>The body of a reply to a request for text.</summary>
    /// <exception cref="ImdsException">The reply is XML, or an error of the service in spite of its status.</exception>
    public string Text()
    {
        RefuseOther();
        return Encoding.UTF8.GetString(Body.Span);
    }

    /// <summary>Reads the body of a reply to a request for JSON.</summary>
    /// <exception cref="ImdsException">The reply is empty, no JSON, or not the document that was asked for.</exception>
    public T Read<T>(ImdsReader<T> read)
    {
        if (IsEmpty)
        {
            return Target.Endpoint.MayBeEmpty ? ImdsJson.Parse("{}"u8, read) : throw Refuse(Failures.Empty(this));
        }

        RefuseOther();
        try
        {
            var document = ImdsJson.Parse(Body.Span, read);
            return Target.IsWholeDocument && !ReplyCheck.HasAny(this, Target.Endpoint.Members)
                ? throw Refuse(Failures.OtherDocument(this)) : document;
        }
        catch (JsonException e)
        {
            throw Refuse(Failures.NotJson(this, e));
        }
    }

    public ImdsException WrongKind(string text, string kind) => Refuse(Failures.WrongKind(this, text, kind));

    public string BodyText() => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Refuses what no successful reply of the service is.</summary>
    /// <exception cref="ImdsException">The reply is XML, or an error of the service in spite of its status.</exception>
    public void RefuseOther()
    {
        if (IsXml)
        {
            throw Refuse(Failures.Xml(this));
        }

        if (ReplyCheck.IsError(this))
        {
            throw Refuse(Failures.ErrorInSuccess(this));
        }
    }

    private ImdsException Refuse(ImdsException failure)
    {
        IsRefused = true;
        return failure;
    }

    // The body from its first character that is not white space on.
    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> body) => body.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
}
