using System.ComponentModel;

namespace Imds.Runtime;

/// <summary>Executes a client's calls by the rules of the service.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsConnection : IDisposable, IAsyncDisposable
{
    private readonly Settings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ImdsApiVersion _apiVersion;

    /// <summary>Makes a connection; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    public ImdsConnection(ImdsClientOptions options, string apiVersion)
    {
        _settings = new Settings(options ?? throw new ArgumentNullException(nameof(options)));
        _apiVersion = ImdsApiVersion.Parse(apiVersion);
        _http = Transport.Create(_settings);
    }

    /// <summary>The api-version that calls ask for.</summary>
    public ImdsApiVersion ApiVersion => _apiVersion;

    /// <summary>Closes the connection; calls under way end with an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (!_disposal.IsCancellationRequested)
        {
            _disposal.Cancel();
            _http.Dispose();
        }
    }

    /// <summary>Closes the connection; calls under way end with an <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    internal async Task<Reply> SendAsync(Request request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = TargetOf(request);
        var (call, each) = Timeouts(request);
        using var limit = new Deadline(call, _settings.Time, cancellationToken, _disposal.Token);
        try
        {
            return await new Exchange(_http, _settings, target, request.Body, each).SendAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.Token.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _disposal.IsCancellationRequested
                ? new ObjectDisposedException($"The client was disposed, so the call has no reply: {target}.", e)
                : Failures.CallTimedOut(target, call, e);
        }
    }

    private Target TargetOf(Request request)
    {
        var version = request.Route.FixedVersion ?? ApiVersion.ToString();
        ImdsApiVersion.TryParse(version, out var parsed);
        return new Target(request.Method, new Uri(request.Url(_settings.Endpoint, version)), parsed);
    }

    private (TimeSpan Call, TimeSpan Try) Timeouts(Request request) => request.Route.Template == "scheduledevents"
        ? (Max(_settings.Timeout, _settings.ScheduledEventsTimeout), _settings.ScheduledEventsTimeout)
        : (_settings.Timeout, _settings.TryTimeout);

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
