using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Imds.Runtime;

/// <summary>A reply with its whole body.</summary>
internal sealed class Reply(Target target, HttpStatusCode status, string mediaType, ReadOnlyMemory<byte> body)
{
    public Target Target { get; } = target;

    public HttpStatusCode Status { get; } = status;

    /// <summary>The content type without parameters; empty if the reply does not say.</summary>
    public string MediaType { get; } = mediaType;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public Uri? Location { get; init; }

    /// <summary>What the reply says of the program that sent it.</summary>
    public string ServerName => Server?.ToString() ?? "";

    /// <summary>The header that says so, made into text only where it is asked for.</summary>
    public HttpHeaderValueCollection<ProductInfoHeaderValue>? Server { private get; init; }

    /// <summary>Whether the body is a web page: no reply of the service is.</summary>
    public bool IsWebPage
    {
        get
        {
            if (MediaType.EndsWith("html", StringComparison.OrdinalIgnoreCase) || MediaType.EndsWith("xhtml+xml", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            var start = Encoding.UTF8.GetString(Body.Span.Slice(0, Math.Min(Body.Length, 64))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        }
    }

    public string Text() => Encoding.UTF8.GetString(Body.Span);

    public T Read<T>(ImdsReader<T> read)
    {
        if (IsBlank(Body.Span))
        {
            throw Failures.Empty(this);
        }

        try
        {
            return ImdsJson.Parse(Body.Span, read);
        }
        catch (JsonException e)
        {
            throw Failures.NotJson(this, e);
        }
    }

    public ImdsException WrongKind(string text, string kind) => Failures.WrongKind(this, text, kind);

    private static bool IsBlank(ReadOnlySpan<byte> body)
    {
        foreach (var b in body)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }
}
