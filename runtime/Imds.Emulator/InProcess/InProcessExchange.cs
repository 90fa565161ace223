using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Imds.Emulator.InProcess;

/// <summary>One request and its reply, with what a server and a socket would do between them.</summary>
internal sealed class InProcessExchange : IHttpRequestLifetimeFeature
{
    private readonly HttpRequestMessage _request;
    private readonly HttpResponseFeature _head = new();
    private readonly Pipe _body = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _written;
    private Exception? _error;

    public InProcessExchange(HttpRequestMessage request) => _request = request;

    /// <summary>Ends with the headers, as soon as some of the body follows them or all is said.</summary>
    public Task<HttpResponseMessage> Response => _response.Task;

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted
    {
        get => _aborted.Token;
        set => throw new NotSupportedException("The token of a request is its own.");
    }

    /// <summary>The client has gone, or the emulator breaks the connection off.</summary>
    public void Abort() => _aborted.Cancel();

    /// <summary>The request as a server sees it; null where its path is none, which a server refuses.</summary>
    public DefaultHttpContext? CreateContext(byte[] body)
    {
        var address = _request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        if (PathOf(address) is not { } path)
        {
            return null;
        }

        var request = new HttpRequestFeature
        {
            Method = _request.Method.Method,
            Scheme = address.Scheme,
            Path = path,
            RawTarget = address.PathAndQuery,
            QueryString = address.Query,
            Protocol = "HTTP/1.1",
            Body = new MemoryStream(body),
        };
        foreach (var (name, values) in _request.Headers.NonValidated.Concat(_request.Content?.Headers.NonValidated ?? []))
        {
            request.Headers[name] = values.ToArray();
        }

        request.Headers.Host = _request.Headers.Host ?? address.Authority;
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(_head);
        features.Set<IHttpRequestLifetimeFeature>(this);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new Incoming(this)));
        return new DefaultHttpContext(features);
    }

    private static string? PathOf(Uri address)
    {
        try
        {
            return PathString.FromUriComponent(address.AbsolutePath).Value;
        }
        catch (InvalidOperationException)
        {
            return null; // it holds %00
        }
    }

    public async Task ServeAsync(RequestDelegate serve, HttpContext context)
    {
        try
        {
            await serve(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!_aborted.IsCancellationRequested)
        {
            End(new HttpRequestException("The emulator failed.", e));
            return;
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the rest.
        }

        if (_aborted.IsCancellationRequested)
        {
            var reset = new SocketException((int)SocketError.ConnectionReset);
            End(new HttpIOException(HttpRequestError.Unknown, "The emulator reset the connection.", reset));
            return;
        }

        Begin();
        End(IsShort() ? new HttpIOException(HttpRequestError.ResponseEnded, "The emulator ended the response before its end.") : null);
    }

    /// <summary>Hands the headers to the client, once.</summary>
    private void Begin()
    {
        if (_response.Task.IsCompleted)
        {
            return;
        }

        var response = new HttpResponseMessage((HttpStatusCode)_head.StatusCode)
        {
            RequestMessage = _request,
            Content = new BodyContent(this),
        };
        foreach (var (name, values) in _head.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                response.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        _response.TrySetResult(response);
    }

    private void End(Exception? error)
    {
        if (error is not null)
        {
            _response.TrySetException(
                error as HttpRequestException ?? new HttpRequestException("The request to the emulator failed.", error));
        }

        _error = error;
        _body.Writer.Complete(); // Not with the error: what was written before it is to be read first.
    }

    private bool IsShort() =>
        _head.Headers.ContentLength is { } announced && _written < announced && _request.Method != HttpMethod.Head;

    /// <summary>Either end of the body: what the emulator writes to, or what the client reads from.</summary>
    private abstract class BodyStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class Incoming(InProcessExchange exchange) : BodyStream
    {
        public override bool CanWrite => true;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            exchange.Begin();
            exchange._written += buffer.Length;
            await exchange._body.Writer.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            exchange.Begin();
            await exchange._body.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Outgoing(InProcessExchange exchange) : BodyStream
    {
        private readonly Stream _read = exchange._body.Reader.AsStream();

        public override bool CanRead => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Checked(await _read.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

        public override int Read(byte[] buffer, int offset, int count) => Checked(_read.Read(buffer, offset, count), count);

        private int Checked(int read, int wanted) => read == 0 && wanted > 0 && exchange._error is { } error ? throw error : read;
    }

    /// <summary>The body for the client; to let go of it ends the request, as to close a socket does.</summary>
    private sealed class BodyContent(InProcessExchange exchange) : HttpContent
    {
        protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new Outgoing(exchange);

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new Outgoing(exchange));

        protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            new Outgoing(exchange).CopyTo(stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            new Outgoing(exchange).CopyToAsync(stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            new Outgoing(exchange).CopyToAsync(stream, cancellationToken);

        /// <summary>The length stands in the headers, where the emulator has put it; it may be a lie.</summary>
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                exchange.Abort();
            }

            base.Dispose(disposing);
        }
    }
}
