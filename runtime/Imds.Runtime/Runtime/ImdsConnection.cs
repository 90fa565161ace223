using System.ComponentModel;
using Polly;

namespace Imds.Runtime;

/// <summary>Executes a client's calls by the rules of the service.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsConnection : IDisposable, IAsyncDisposable
{
    private readonly Settings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly ResiliencePipeline<Reply> _pipeline;
    private readonly RequestLimits _limits;
    private readonly Availability _availability;
    private readonly Flights _flights = new();
    private readonly ReplyCache _cache;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ImdsApiVersion _apiVersion;

    /// <summary>Makes a connection; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    public ImdsConnection(ImdsClientOptions options, string apiVersion)
    {
        _settings = new Settings(options ?? throw new ArgumentNullException(nameof(options)));
        _apiVersion = ImdsApiVersion.Parse(apiVersion);
        _http = Transport.Create(_settings);
        _pipeline = Call.Pipeline(_settings);
        var shared = Shared.Of(_settings);
        _limits = _settings.LimitRate ? shared.Limits : RequestLimits.None;
        _availability = shared.Availability;
        _cache = new ReplyCache(_settings.Time);
    }

    /// <summary>The api-version that calls ask for.</summary>
    public ImdsApiVersion ApiVersion => _apiVersion;

    /// <summary>Whether the service answers at the endpoint. The answer comes within a second and is remembered.</summary>
    /// <remarks>
    /// That it is there is remembered for the life of the process, that it is not for a minute, by all clients of the
    /// endpoint. A web page, a proxy or another service at the address is not taken for the service.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled; no other failure throws.</exception>
    public async Task<bool> IsAvailableAsync(CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        try
        {
            return await _availability.AskAsync(new Probe(_http, _settings, _limits, ApiVersion), end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException("The client was disposed.", e);
        }
    }

    /// <summary>Checks the way to the service, and says what to do where something is wrong.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; no other failure throws.</exception>
    public async Task<ImdsDiagnosis> DiagnoseAsync(CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        try
        {
            return await new Doctor(_http, _settings, _limits, ApiVersion).RunAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException("The client was disposed.", e);
        }
    }

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
        var endpoint = EndpointRules.Of(request.Route.Template);
        try
        {
            return request.Method == HttpMethod.Get
                ? await GetAsync(target, endpoint, cancellationToken).ConfigureAwait(false)
                : await RunAsync(target, endpoint, request.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_disposal.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException($"The client was disposed, so the call has no reply: {target}.", e);
        }
    }

    private async Task<Reply> GetAsync(Target target, EndpointRules endpoint, CancellationToken cancellationToken)
    {
        var url = target.Uri.AbsoluteUri;
        if (_cache.Find(url) is { } kept)
        {
            return kept;
        }

        var reply = await _flights.JoinAsync(url, token => RunAsync(target, endpoint, body: null, token), cancellationToken).ConfigureAwait(false);
        var lifetime = endpoint.IsCacheable ? _settings.CacheLifetime
            : endpoint.IsToken && _settings.CacheTokens ? TokenRules.Lifetime(reply, _settings.Time)
            : TimeSpan.Zero;
        _cache.Keep(TokenRules.WithoutBypass(url), reply, lifetime);
        return reply;
    }

    private async Task<Reply> RunAsync(Target target, EndpointRules endpoint, byte[]? body, CancellationToken cancellationToken)
    {
        var (whole, each) = endpoint.IsScheduledEvents
            ? (Max(_settings.Timeout, _settings.ScheduledEventsTimeout), _settings.ScheduledEventsTimeout)
            : (_settings.Timeout, _settings.TryTimeout);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        var exchange = new Exchange(_http, _settings, target, body, each);
        var reply = await new Call(exchange, endpoint, _settings, _limits, whole).RunAsync(_pipeline, end.Token).ConfigureAwait(false);
        _availability.Seen();
        return reply;
    }

    private Target TargetOf(Request request)
    {
        var version = request.Route.FixedVersion ?? ApiVersion.ToString();
        ImdsApiVersion.TryParse(version, out var parsed);
        return new Target(request.Method, new Uri(request.Url(_settings.Endpoint, version)), parsed, request.Route.Template);
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
