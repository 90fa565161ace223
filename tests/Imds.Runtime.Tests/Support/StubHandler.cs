using System.Net;
using System.Text;

namespace Imds.Runtime.Tests;

/// <summary>Stands in for the network: keeps what was asked and answers as it is told.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<string> _urls = [];

    public StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public StubHandler(HttpStatusCode status, string body, string mediaType = "application/json")
        : this(_ => Reply(status, body, mediaType))
    {
    }

    public IReadOnlyList<string> Urls => _urls;

    public HttpRequestMessage? Last { get; private set; }

    public string LastBody { get; private set; } = "";

    public bool IsDisposed { get; private set; }

    public static HttpResponseMessage Reply(HttpStatusCode status, string body, string mediaType = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_urls)
        {
            _urls.Add(request.RequestUri!.AbsoluteUri);
        }

        Last = request;
        LastBody = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        return await answer(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
