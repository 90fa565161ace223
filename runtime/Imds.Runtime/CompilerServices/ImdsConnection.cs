using System.ComponentModel;
using Imds.Runtime.Diagnostics;
using Imds.Runtime.Http;
using Imds.Runtime.Policies;
using Imds.Runtime.Routing;

namespace Imds.CompilerServices;

/// <summary>Executes a client's calls by the rules of the service.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsConnection : IDisposable, IAsyncDisposable
{
    private readonly Settings _settings;
    private readonly Urls _urls;
    private readonly HttpMessageInvoker _http;
    private readonly RequestLimits _limits;
    private readonly Availability _availability;
    private readonly Flights _flights;
    private readonly ReplyCache _cache;
    private readonly CancellationTokenSource _disposal = new();
    private readonly Negotiation _negotiation;

    /// <summary>Makes a connection; nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    public ImdsConnection(ImdsClientOptions options, string apiVersion)
        : this(options, apiVersion, apiVersion, [])
    {
    }

    /// <summary>Makes a connection that falls back to an older version, once, where the service does not know its own.</summary>
    /// <param name="options">How to call the service.</param>
    /// <param name="apiVersion">The version to ask for.</param>
    /// <param name="minimum">The oldest version that will do.</param>
    /// <param name="known">The versions that the client knows.</param>
    /// <exception cref="ArgumentException">An option is out of bounds, or the minimum is newer than the version.</exception>
    public ImdsConnection(ImdsClientOptions options, string apiVersion, string minimum, IReadOnlyList<string> known)
    {
        _settings = new Settings(options ?? throw new ArgumentNullException(nameof(options)));
        var (target, oldest) = (ImdsApiVersion.Parse(apiVersion), ImdsApiVersion.Parse(minimum));
        _negotiation = oldest <= target
            ? new Negotiation(target, oldest, [.. (known ?? throw new ArgumentNullException(nameof(known))).Select(ImdsApiVersion.Parse)], _settings.Logger)
            : throw new ArgumentException($"The minimum version {minimum} is newer than {apiVersion}, the version to ask for.", nameof(minimum));
        _flights = new Flights(_disposal.Token);
        _urls = new Urls(_settings.Endpoint);
        _http = Transport.Create(_settings);
        var shared = Shared.Of(_settings);
        _limits = _settings.LimitRate ? shared.Limits : RequestLimits.None;
        _availability = shared.Availability;
        _cache = new ReplyCache(_settings.Time);
    }

    /// <summary>The api-version that calls ask for: an older one than at first, once the service has refused that.</summary>
    public ImdsApiVersion ApiVersion => _negotiation.Current;

    /// <summary>The address of the service.</summary>
    public Uri Endpoint => new(_settings.Endpoint);

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

    internal string UrlOf(in ImdsRoute route, bool text) => _urls.Of(route, text, query: "", VersionOf(route));

    internal async Task<Reply> SendAsync(Request request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = TargetOf(request);
        var endpoint = EndpointRules.Of(request.Route.Template);
        try
        {
            return await SendAsync(target, endpoint, request.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (ImdsException e) when (request.Route.FixedVersion is null && _negotiation.MayFallBack(e))
        {
            if (!await _negotiation.FallBackAsync(e, AskVersionsAsync, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return await SendAsync(TargetOf(request), endpoint, request.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_disposal.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException($"The client was disposed, so the call has no reply: {target}.", e);
        }
    }

    private Task<Reply> AskVersionsAsync(CancellationToken cancellationToken)
    {
        var target = new Target(HttpMethod.Get, _settings.Endpoint + "/versions", "", "versions");
        return SendAsync(target, EndpointRules.Of("versions"), body: null, cancellationToken);
    }

    private Task<Reply> SendAsync(Target target, EndpointRules endpoint, byte[]? body, CancellationToken cancellationToken) =>
        target.Method == HttpMethod.Get ? GetAsync(target, endpoint, cancellationToken) : PostAsync(target, endpoint, body, cancellationToken);

    private async Task<Reply> PostAsync(Target target, EndpointRules endpoint, byte[]? body, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        var reply = await RunAsync(target, endpoint, body, end.Token).ConfigureAwait(false);
        _availability.Seen();
        return reply;
    }

    private async Task<Reply> GetAsync(Target target, EndpointRules endpoint, CancellationToken cancellationToken)
    {
        var url = target.Url;
        if (_cache.Find(url) is { } kept)
        {
            return kept;
        }

        var reply = await _flights.JoinAsync(url, token => RunAsync(target, endpoint, body: null, token), cancellationToken).ConfigureAwait(false);
        _availability.Seen();
        var lifetime = endpoint.IsCacheable ? _settings.CacheLifetime
            : endpoint.IsToken && _settings.CacheTokens ? TokenRules.Lifetime(reply, _settings.Time)
            : TimeSpan.Zero;
        if (lifetime > TimeSpan.Zero)
        {
            _cache.Keep(TokenRules.WithoutBypass(url), reply, lifetime);
        }

        return reply;
    }

    private Task<Reply> RunAsync(Target target, EndpointRules endpoint, byte[]? body, CancellationToken cancellationToken)
    {
        var (whole, each) = endpoint.IsScheduledEvents
            ? (Max(_settings.Timeout, _settings.ScheduledEventsTimeout), _settings.ScheduledEventsTimeout)
            : (_settings.Timeout, _settings.TryTimeout);
        var exchange = new Exchange(_http, _settings, target, body, each);
        return new Call(exchange, endpoint, _settings, _limits, whole).RunAsync(cancellationToken);
    }

    private Target TargetOf(Request request)
    {
        var version = VersionOf(request.Route);
        return new Target(request.Method, _urls.Of(request.Route, request.Text, request.Query, version), version, request.Route.Template);
    }

    private string VersionOf(in ImdsRoute route) => route.FixedVersion ?? _negotiation.CurrentText;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
